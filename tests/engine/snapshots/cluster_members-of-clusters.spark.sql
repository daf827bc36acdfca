SELECT
  *
FROM (
  SELECT
    `t1`.`company`
  FROM (
    SELECT
      *
    FROM `membership` AS `t0`
    WHERE
      `t0`.`known_from` <= CAST(:known_at AS TIMESTAMP)
      AND CAST(:known_at AS TIMESTAMP) < `t0`.`known_to`
      AND `t0`.`from` <= CAST(:population_on AS DATE)
      AND CAST(:population_on AS DATE) <= `t0`.`to`
      AND `t0`.`cluster` IN (:cluster_0, :cluster_1)
  ) AS `t1`
  GROUP BY
    1
) AS `t2`
ORDER BY
  `t2`.`company` ASC NULLS LAST
