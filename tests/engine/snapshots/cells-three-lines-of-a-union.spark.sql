WITH `t13` AS (
  SELECT
    `t12`.`company`,
    `t12`.`site`,
    MIN(DATE_TRUNC('quarter', `t12`.`from`)) AS `since`
  FROM (
    SELECT
      `t11`.`company`,
      `t11`.`site`,
      `t11`.`zone`,
      `t11`.`from`,
      `t11`.`to`
    FROM (
      SELECT
        *
      FROM `presence` AS `t1`
      WHERE
        `t1`.`from` <= CAST(:population_on AS DATE)
        AND CAST(:population_on AS DATE) <= `t1`.`to`
        AND (
          `t1`.`company` IN (:company_0)
          OR `t1`.`company` IN (
            SELECT
              `t2`.`company`
            FROM `membership` AS `t2`
            WHERE
              `t2`.`from` <= CAST(:population_on AS DATE)
              AND CAST(:population_on AS DATE) <= `t2`.`to`
              AND `t2`.`cluster` IN (:cluster_0, :cluster_1)
          )
          OR `t1`.`company` IN (
            SELECT
              `t3`.`company`
            FROM `company` AS `t3`
            WHERE
              `t3`.`industry` IN (:industry_0)
          )
        )
    ) AS `t11`
    LEFT SEMI JOIN (
      SELECT
        *
      FROM `membership` AS `t2`
      WHERE
        `t2`.`from` <= CAST(:population_on AS DATE)
        AND CAST(:population_on AS DATE) <= `t2`.`to`
    ) AS `t7`
      ON `t11`.`company` = `t7`.`company`
  ) AS `t12`
  GROUP BY
    1,
    2
)
SELECT
  *
FROM (
  SELECT
    `t9`.`company`,
    `t9`.`site`,
    `t9`.`submission`,
    `t9`.`version`,
    `t9`.`cell`,
    `t9`.`period_from`,
    `t9`.`period_to`,
    `t9`.`signed` AS `amount`
  FROM (
    SELECT
      `t0`.`zone`,
      `t0`.`site`,
      `t0`.`company`,
      `t0`.`line`,
      `t0`.`period_from`,
      `t0`.`period_to`,
      `t0`.`amount`,
      `t0`.`known_from`,
      `t0`.`known_to`,
      `t0`.`submission`,
      `t0`.`version`,
      `t0`.`cell`,
      `t0`.`amount` * CASE
        WHEN (
          `t0`.`period_from` >= CAST(:first_1 AS DATE)
        )
        AND (
          `t0`.`period_to` <= CAST(:last_1 AS DATE)
        )
        THEN 1
        ELSE -1
      END AS `signed`
    FROM `observation` AS `t0`
    WHERE
      `t0`.`line` IN (:line_0, :line_1, :line_2)
      AND `t0`.`known_from` <= CAST(:known_at AS TIMESTAMP)
      AND CAST(:known_at AS TIMESTAMP) < `t0`.`known_to`
      AND `t0`.`period_from` >= CAST(:first_1 AS DATE)
      AND `t0`.`period_to` <= CAST(:last_1 AS DATE)
  ) AS `t9`
  LEFT SEMI JOIN `t13` AS `t15`
    ON `t9`.`company` = `t15`.`company` AND `t9`.`site` = `t15`.`site`
  LEFT SEMI JOIN (
    SELECT
      `t24`.`company`
    FROM (
      SELECT
        `t17`.`company`,
        `t23`.`amount`,
        COALESCE(`t23`.`filled` = `t17`.`needed`, FALSE) AS `is_reported`
      FROM (
        SELECT
          `t14`.`company`,
          COUNT(*) * 3 AS `needed`
        FROM `t13` AS `t14`
        GROUP BY
          1
      ) AS `t17`
      LEFT OUTER JOIN (
        SELECT
          `t21`.`company`,
          SUM(`t21`.`is_filled`) AS `filled`,
          SUM(`t21`.`amount`) AS `amount`
        FROM (
          SELECT
            `t20`.`company`,
            `t20`.`site`,
            `t20`.`line`,
            `t20`.`since`,
            `t20`.`days`,
            `t20`.`amount`,
            CAST(`t20`.`days` = (
              DATEDIFF(DAY, GREATEST(`t20`.`since`, CAST(:first_1 AS DATE)), CAST(:last_1 AS DATE)) + 1
            ) AS BIGINT) AS `is_filled`
          FROM (
            SELECT
              `t19`.`company`,
              `t19`.`site`,
              `t19`.`line`,
              `t19`.`since`,
              SUM(`t19`.`days`) AS `days`,
              SUM(`t19`.`signed`) AS `amount`
            FROM (
              SELECT
                `t18`.`zone`,
                `t18`.`site`,
                `t18`.`company`,
                `t18`.`line`,
                `t18`.`period_from`,
                `t18`.`period_to`,
                `t18`.`amount`,
                `t18`.`known_from`,
                `t18`.`known_to`,
                `t18`.`submission`,
                `t18`.`version`,
                `t18`.`cell`,
                `t18`.`signed`,
                `t18`.`since`,
                GREATEST(
                  DATEDIFF(DAY, GREATEST(`t18`.`period_from`, `t18`.`since`), `t18`.`period_to`) + 1,
                  0
                ) AS `days`
              FROM (
                SELECT
                  `t9`.`zone`,
                  `t9`.`site`,
                  `t9`.`company`,
                  `t9`.`line`,
                  `t9`.`period_from`,
                  `t9`.`period_to`,
                  `t9`.`amount`,
                  `t9`.`known_from`,
                  `t9`.`known_to`,
                  `t9`.`submission`,
                  `t9`.`version`,
                  `t9`.`cell`,
                  `t9`.`signed`,
                  `t15`.`since`
                FROM (
                  SELECT
                    `t0`.`zone`,
                    `t0`.`site`,
                    `t0`.`company`,
                    `t0`.`line`,
                    `t0`.`period_from`,
                    `t0`.`period_to`,
                    `t0`.`amount`,
                    `t0`.`known_from`,
                    `t0`.`known_to`,
                    `t0`.`submission`,
                    `t0`.`version`,
                    `t0`.`cell`,
                    `t0`.`amount` * CASE
                      WHEN (
                        `t0`.`period_from` >= CAST(:first_1 AS DATE)
                      )
                      AND (
                        `t0`.`period_to` <= CAST(:last_1 AS DATE)
                      )
                      THEN 1
                      ELSE -1
                    END AS `signed`
                  FROM `observation` AS `t0`
                  WHERE
                    `t0`.`line` IN (:line_0, :line_1, :line_2)
                    AND `t0`.`known_from` <= CAST(:known_at AS TIMESTAMP)
                    AND CAST(:known_at AS TIMESTAMP) < `t0`.`known_to`
                    AND `t0`.`period_from` >= CAST(:first_1 AS DATE)
                    AND `t0`.`period_to` <= CAST(:last_1 AS DATE)
                ) AS `t9`
                INNER JOIN `t13` AS `t15`
                  ON `t9`.`company` = `t15`.`company` AND `t9`.`site` = `t15`.`site`
              ) AS `t18`
            ) AS `t19`
            GROUP BY
              1,
              2,
              3,
              4
          ) AS `t20`
        ) AS `t21`
        GROUP BY
          1
      ) AS `t23`
        ON `t17`.`company` = `t23`.`company`
    ) AS `t24`
    WHERE
      `t24`.`is_reported`
  ) AS `t26`
    ON `t9`.`company` = `t26`.`company`
) AS `t27`
ORDER BY
  `t27`.`company` ASC NULLS LAST,
  `t27`.`site` ASC NULLS LAST,
  `t27`.`period_from` ASC NULLS LAST,
  `t27`.`period_to` ASC NULLS LAST,
  `t27`.`cell` ASC NULLS LAST
