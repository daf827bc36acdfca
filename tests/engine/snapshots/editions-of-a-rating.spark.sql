SELECT
  *
FROM (
  SELECT
    `t1`.`rating`,
    `t1`.`year`,
    `t1`.`place`
  FROM (
    SELECT
      *
    FROM `edition` AS `t0`
    WHERE
      `t0`.`published` <= CAST(:population_on AS DATE)
      AND `t0`.`rating` IN (:rating_0)
      AND `t0`.`zone` IN (:zone_0)
  ) AS `t1`
  GROUP BY
    1,
    2,
    3
) AS `t2`
ORDER BY
  `t2`.`year` DESC
