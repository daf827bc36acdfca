WITH `t15` AS (
  SELECT
    `t14`.`company`,
    `t14`.`site`,
    `t11`.`since`
  FROM (
    SELECT DISTINCT
      *
    FROM (
      SELECT
        `t6`.`company`,
        `t6`.`site`
      FROM (
        SELECT
          *
        FROM `presence` AS `t1`
        WHERE
          `t1`.`known_from` <= CAST(:known_at AS TIMESTAMP)
          AND CAST(:known_at AS TIMESTAMP) < `t1`.`known_to`
          AND `t1`.`from` <= CAST(:population_on AS DATE)
          AND CAST(:population_on AS DATE) <= `t1`.`to`
          AND `t1`.`site` IN (:site_0, :site_1, :site_2)
      ) AS `t6`
      LEFT SEMI JOIN (
        SELECT
          *
        FROM `residency` AS `t2`
        WHERE
          `t2`.`known_from` <= CAST(:known_at AS TIMESTAMP)
          AND CAST(:known_at AS TIMESTAMP) < `t2`.`known_to`
          AND `t2`.`from` <= CAST(:population_on AS DATE)
          AND CAST(:population_on AS DATE) <= `t2`.`to`
      ) AS `t7`
        ON `t6`.`company` = `t7`.`company` AND `t6`.`zone` = `t7`.`zone`
    ) AS `t12`
  ) AS `t14`
  INNER JOIN (
    SELECT
      `t3`.`company`,
      `t3`.`site`,
      MIN(DATE_TRUNC('quarter', `t3`.`from`)) AS `since`
    FROM (
      SELECT
        *
      FROM `presence` AS `t1`
      WHERE
        `t1`.`known_from` <= CAST(:known_at AS TIMESTAMP)
        AND CAST(:known_at AS TIMESTAMP) < `t1`.`known_to`
        AND `t1`.`from` <= CAST(:population_on AS DATE)
        AND `t1`.`to` >= CAST(:first_1 AS DATE)
    ) AS `t3`
    GROUP BY
      1,
      2
  ) AS `t11`
    ON `t14`.`company` = `t11`.`company` AND `t14`.`site` = `t11`.`site`
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
    `t9`.`amount` * `t9`.`sign` AS `amount`
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
      CASE
        WHEN (
          `t0`.`period_from` >= CAST(:first_1 AS DATE)
        )
        AND (
          `t0`.`period_to` <= CAST(:last_1 AS DATE)
        )
        THEN 1
        ELSE -1
      END AS `sign`
    FROM `observation` AS `t0`
    WHERE
      `t0`.`known_from` <= CAST(:known_at AS TIMESTAMP)
      AND CAST(:known_at AS TIMESTAMP) < `t0`.`known_to`
      AND `t0`.`line` IN (:line_0)
      AND `t0`.`site` IN (:site_0, :site_1, :site_2)
      AND `t0`.`period_from` >= CAST(:first_1 AS DATE)
      AND `t0`.`period_to` <= CAST(:last_1 AS DATE)
  ) AS `t9`
  LEFT SEMI JOIN `t15` AS `t17`
    ON `t9`.`company` = `t17`.`company` AND `t9`.`site` = `t17`.`site`
  LEFT SEMI JOIN (
    SELECT
      `t26`.`company`
    FROM (
      SELECT
        `t19`.`company`,
        `t25`.`amount`,
        COALESCE(`t25`.`filled` = `t19`.`needed`, FALSE) AS `is_reported`
      FROM (
        SELECT
          `t16`.`company`,
          COUNT(*) * 1 AS `needed`
        FROM `t15` AS `t16`
        GROUP BY
          1
      ) AS `t19`
      LEFT OUTER JOIN (
        SELECT
          `t23`.`company`,
          SUM(`t23`.`is_filled`) AS `filled`,
          SUM(`t23`.`amount`) AS `amount`
        FROM (
          SELECT
            `t22`.`company`,
            `t22`.`site`,
            `t22`.`line`,
            `t22`.`since`,
            `t22`.`days`,
            `t22`.`amount`,
            CAST(`t22`.`days` = (
              DATEDIFF(DAY, GREATEST(`t22`.`since`, CAST(:first_1 AS DATE)), CAST(:last_1 AS DATE)) + 1
            ) AS BIGINT) AS `is_filled`
          FROM (
            SELECT
              `t21`.`company`,
              `t21`.`site`,
              `t21`.`line`,
              `t21`.`since`,
              SUM(`t21`.`days`) AS `days`,
              SUM(`t21`.`amount` * `t21`.`sign`) AS `amount`
            FROM (
              SELECT
                `t20`.`zone`,
                `t20`.`site`,
                `t20`.`company`,
                `t20`.`line`,
                `t20`.`period_from`,
                `t20`.`period_to`,
                `t20`.`amount`,
                `t20`.`known_from`,
                `t20`.`known_to`,
                `t20`.`submission`,
                `t20`.`version`,
                `t20`.`cell`,
                `t20`.`sign`,
                `t20`.`since`,
                GREATEST(
                  DATEDIFF(DAY, GREATEST(`t20`.`period_from`, `t20`.`since`), `t20`.`period_to`) + 1,
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
                  `t9`.`sign`,
                  `t17`.`since`
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
                    CASE
                      WHEN (
                        `t0`.`period_from` >= CAST(:first_1 AS DATE)
                      )
                      AND (
                        `t0`.`period_to` <= CAST(:last_1 AS DATE)
                      )
                      THEN 1
                      ELSE -1
                    END AS `sign`
                  FROM `observation` AS `t0`
                  WHERE
                    `t0`.`known_from` <= CAST(:known_at AS TIMESTAMP)
                    AND CAST(:known_at AS TIMESTAMP) < `t0`.`known_to`
                    AND `t0`.`line` IN (:line_0)
                    AND `t0`.`site` IN (:site_0, :site_1, :site_2)
                    AND `t0`.`period_from` >= CAST(:first_1 AS DATE)
                    AND `t0`.`period_to` <= CAST(:last_1 AS DATE)
                ) AS `t9`
                INNER JOIN `t15` AS `t17`
                  ON `t9`.`company` = `t17`.`company` AND `t9`.`site` = `t17`.`site`
              ) AS `t20`
            ) AS `t21`
            GROUP BY
              1,
              2,
              3,
              4
          ) AS `t22`
        ) AS `t23`
        GROUP BY
          1
      ) AS `t25`
        ON `t19`.`company` = `t25`.`company`
    ) AS `t26`
    WHERE
      `t26`.`is_reported`
  ) AS `t28`
    ON `t9`.`company` = `t28`.`company`
) AS `t29`
ORDER BY
  `t29`.`company` ASC NULLS LAST,
  `t29`.`site` ASC NULLS LAST,
  `t29`.`period_from` ASC NULLS LAST,
  `t29`.`period_to` ASC NULLS LAST,
  `t29`.`cell` ASC NULLS LAST
