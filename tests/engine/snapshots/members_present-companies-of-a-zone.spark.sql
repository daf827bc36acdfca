SELECT
  *
FROM (
  SELECT DISTINCT
    `t2`.`company`
  FROM (
    SELECT
      `t1`.`company`,
      `t1`.`site`,
      MIN(DATE_TRUNC('quarter', `t1`.`from`)) AS `since`
    FROM (
      SELECT
        *
      FROM `presence` AS `t0`
      WHERE
        `t0`.`from` <= CAST(:population_on AS DATE)
        AND CAST(:population_on AS DATE) <= `t0`.`to`
        AND `t0`.`zone` IN (:zone_0)
    ) AS `t1`
    GROUP BY
      1,
      2
  ) AS `t2`
) AS `t3`
ORDER BY
  `t3`.`company` ASC NULLS LAST
