WITH `t18` AS (
  SELECT
    `t17`.`company`,
    `t17`.`site`,
    `t13`.`since`
  FROM (
    SELECT DISTINCT
      *
    FROM (
      SELECT
        `t14`.`company`,
        `t14`.`site`
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
      ) AS `t14`
      LEFT SEMI JOIN (
        SELECT
          *
        FROM `membership` AS `t2`
        WHERE
          `t2`.`from` <= CAST(:population_on AS DATE)
          AND CAST(:population_on AS DATE) <= `t2`.`to`
      ) AS `t8`
        ON `t14`.`company` = `t8`.`company`
    ) AS `t15`
  ) AS `t17`
  INNER JOIN (
    SELECT
      `t4`.`company`,
      `t4`.`site`,
      MIN(DATE_TRUNC('quarter', `t4`.`from`)) AS `since`
    FROM (
      SELECT
        *
      FROM `presence` AS `t1`
      WHERE
        `t1`.`from` <= CAST(:population_on AS DATE)
        AND `t1`.`to` >= CAST(:first_1 AS DATE)
    ) AS `t4`
    GROUP BY
      1,
      2
  ) AS `t13`
    ON `t17`.`company` = `t13`.`company` AND `t17`.`site` = `t13`.`site`
)
SELECT
  *
FROM (
  SELECT
    `t10`.`company`,
    `t10`.`site`,
    `t10`.`submission`,
    `t10`.`version`,
    `t10`.`cell`,
    `t10`.`period_from`,
    `t10`.`period_to`,
    `t10`.`amount` * `t10`.`sign` AS `amount`
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
      `t0`.`line` IN (:line_0, :line_1, :line_2)
      AND `t0`.`known_from` <= CAST(:known_at AS TIMESTAMP)
      AND CAST(:known_at AS TIMESTAMP) < `t0`.`known_to`
      AND `t0`.`period_from` >= CAST(:first_1 AS DATE)
      AND `t0`.`period_to` <= CAST(:last_1 AS DATE)
  ) AS `t10`
  LEFT SEMI JOIN `t18` AS `t20`
    ON `t10`.`company` = `t20`.`company` AND `t10`.`site` = `t20`.`site`
  LEFT SEMI JOIN (
    SELECT
      `t29`.`company`
    FROM (
      SELECT
        `t22`.`company`,
        `t28`.`amount`,
        COALESCE(`t28`.`filled` = `t22`.`needed`, FALSE) AS `is_reported`
      FROM (
        SELECT
          `t19`.`company`,
          COUNT(*) * 3 AS `needed`
        FROM `t18` AS `t19`
        GROUP BY
          1
      ) AS `t22`
      LEFT OUTER JOIN (
        SELECT
          `t26`.`company`,
          SUM(`t26`.`is_filled`) AS `filled`,
          SUM(`t26`.`amount`) AS `amount`
        FROM (
          SELECT
            `t25`.`company`,
            `t25`.`site`,
            `t25`.`line`,
            `t25`.`since`,
            `t25`.`days`,
            `t25`.`amount`,
            CAST(`t25`.`days` = (
              DATEDIFF(DAY, GREATEST(`t25`.`since`, CAST(:first_1 AS DATE)), CAST(:last_1 AS DATE)) + 1
            ) AS BIGINT) AS `is_filled`
          FROM (
            SELECT
              `t24`.`company`,
              `t24`.`site`,
              `t24`.`line`,
              `t24`.`since`,
              SUM(`t24`.`days`) AS `days`,
              SUM(`t24`.`amount` * `t24`.`sign`) AS `amount`
            FROM (
              SELECT
                `t23`.`zone`,
                `t23`.`site`,
                `t23`.`company`,
                `t23`.`line`,
                `t23`.`period_from`,
                `t23`.`period_to`,
                `t23`.`amount`,
                `t23`.`known_from`,
                `t23`.`known_to`,
                `t23`.`submission`,
                `t23`.`version`,
                `t23`.`cell`,
                `t23`.`sign`,
                `t23`.`since`,
                GREATEST(
                  DATEDIFF(DAY, GREATEST(`t23`.`period_from`, `t23`.`since`), `t23`.`period_to`) + 1,
                  0
                ) AS `days`
              FROM (
                SELECT
                  `t10`.`zone`,
                  `t10`.`site`,
                  `t10`.`company`,
                  `t10`.`line`,
                  `t10`.`period_from`,
                  `t10`.`period_to`,
                  `t10`.`amount`,
                  `t10`.`known_from`,
                  `t10`.`known_to`,
                  `t10`.`submission`,
                  `t10`.`version`,
                  `t10`.`cell`,
                  `t10`.`sign`,
                  `t20`.`since`
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
                    `t0`.`line` IN (:line_0, :line_1, :line_2)
                    AND `t0`.`known_from` <= CAST(:known_at AS TIMESTAMP)
                    AND CAST(:known_at AS TIMESTAMP) < `t0`.`known_to`
                    AND `t0`.`period_from` >= CAST(:first_1 AS DATE)
                    AND `t0`.`period_to` <= CAST(:last_1 AS DATE)
                ) AS `t10`
                INNER JOIN `t18` AS `t20`
                  ON `t10`.`company` = `t20`.`company` AND `t10`.`site` = `t20`.`site`
              ) AS `t23`
            ) AS `t24`
            GROUP BY
              1,
              2,
              3,
              4
          ) AS `t25`
        ) AS `t26`
        GROUP BY
          1
      ) AS `t28`
        ON `t22`.`company` = `t28`.`company`
    ) AS `t29`
    WHERE
      `t29`.`is_reported`
  ) AS `t31`
    ON `t10`.`company` = `t31`.`company`
) AS `t32`
ORDER BY
  `t32`.`company` ASC NULLS LAST,
  `t32`.`site` ASC NULLS LAST,
  `t32`.`period_from` ASC NULLS LAST,
  `t32`.`period_to` ASC NULLS LAST,
  `t32`.`cell` ASC NULLS LAST
