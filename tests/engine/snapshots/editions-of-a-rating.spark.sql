SELECT
  `t1`.`rating`,
  `t1`.`year`,
  `t1`.`place`
FROM (
  SELECT DISTINCT
    `t0`.`rating`,
    `t0`.`year`,
    `t0`.`place`,
    `t0`.`published`,
    `t0`.`zone`
  FROM `edition` AS `t0`
  WHERE
    `t0`.`published` <= CAST(:population_on AS DATE)
    AND `t0`.`rating` IN (:rating_0)
    AND `t0`.`zone` IN (:zone_0)
) AS `t1`
ORDER BY
  `t1`.`year` DESC
