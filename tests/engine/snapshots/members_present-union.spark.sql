SELECT
  *
FROM (
  SELECT
    `t11`.`company`
  FROM (
    SELECT DISTINCT
      *
    FROM (
      SELECT
        `t9`.`company`,
        `t9`.`site`
      FROM (
        SELECT
          *
        FROM (
          SELECT
            *
          FROM `presence` AS `t0`
          WHERE
            `t0`.`known_from` <= CAST(:known_at AS TIMESTAMP)
            AND CAST(:known_at AS TIMESTAMP) < `t0`.`known_to`
        ) AS `t3`
        WHERE
          `t3`.`from` <= CAST(:population_on AS DATE)
          AND CAST(:population_on AS DATE) <= `t3`.`to`
          AND (
            `t3`.`company` IN (:company_0)
            OR `t3`.`company` IN (
              SELECT
                `t1`.`company`
              FROM `membership` AS `t1`
              WHERE
                `t1`.`known_from` <= CAST(:known_at AS TIMESTAMP)
                AND CAST(:known_at AS TIMESTAMP) < `t1`.`known_to`
                AND `t1`.`from` <= CAST(:population_on AS DATE)
                AND CAST(:population_on AS DATE) <= `t1`.`to`
                AND `t1`.`cluster` IN (:cluster_0, :cluster_1)
            )
            OR `t3`.`company` IN (
              SELECT
                `t2`.`company`
              FROM `company` AS `t2`
              WHERE
                `t2`.`known_from` <= CAST(:known_at AS TIMESTAMP)
                AND CAST(:known_at AS TIMESTAMP) < `t2`.`known_to`
                AND `t2`.`industry` IN (:industry_0)
            )
          )
      ) AS `t9`
      LEFT SEMI JOIN (
        SELECT
          *
        FROM `membership` AS `t1`
        WHERE
          `t1`.`known_from` <= CAST(:known_at AS TIMESTAMP)
          AND CAST(:known_at AS TIMESTAMP) < `t1`.`known_to`
          AND `t1`.`from` <= CAST(:population_on AS DATE)
          AND CAST(:population_on AS DATE) <= `t1`.`to`
      ) AS `t7`
        ON `t9`.`company` = `t7`.`company`
    ) AS `t10`
  ) AS `t11`
  GROUP BY
    1
) AS `t12`
ORDER BY
  `t12`.`company` ASC NULLS LAST
