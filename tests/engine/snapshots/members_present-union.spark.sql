SELECT
  *
FROM (
  SELECT DISTINCT
    `t10`.`company`
  FROM (
    SELECT DISTINCT
      *
    FROM (
      SELECT
        `t8`.`company`,
        `t8`.`site`
      FROM (
        SELECT
          *
        FROM `presence` AS `t0`
        WHERE
          `t0`.`from` <= CAST(:population_on AS DATE)
          AND CAST(:population_on AS DATE) <= `t0`.`to`
          AND (
            `t0`.`company` IN (:company_0)
            OR `t0`.`company` IN (
              SELECT
                `t1`.`company`
              FROM `membership` AS `t1`
              WHERE
                `t1`.`from` <= CAST(:population_on AS DATE)
                AND CAST(:population_on AS DATE) <= `t1`.`to`
                AND `t1`.`cluster` IN (:cluster_0, :cluster_1)
            )
            OR `t0`.`company` IN (
              SELECT
                `t2`.`company`
              FROM `company` AS `t2`
              WHERE
                `t2`.`industry` IN (:industry_0)
            )
          )
      ) AS `t8`
      LEFT SEMI JOIN (
        SELECT
          *
        FROM `membership` AS `t1`
        WHERE
          `t1`.`from` <= CAST(:population_on AS DATE)
          AND CAST(:population_on AS DATE) <= `t1`.`to`
      ) AS `t6`
        ON `t8`.`company` = `t6`.`company`
    ) AS `t9`
  ) AS `t10`
) AS `t11`
ORDER BY
  `t11`.`company` ASC NULLS LAST
