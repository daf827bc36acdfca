SELECT
  `t1`.`company`
FROM (
  SELECT DISTINCT
    `t0`.`company`,
    `t0`.`from`,
    `t0`.`to`,
    `t0`.`cluster`
  FROM `membership` AS `t0`
  WHERE
    `t0`.`from` <= CAST(:population_on AS DATE)
    AND CAST(:population_on AS DATE) <= `t0`.`to`
    AND `t0`.`cluster` IN (:cluster_0, :cluster_1)
) AS `t1`
ORDER BY
  `t1`.`company` ASC NULLS LAST
