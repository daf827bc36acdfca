WITH `t19` AS (
  SELECT
    `t18`.`company`,
    `t18`.`site`,
    `t14`.`since`
  FROM (
    SELECT DISTINCT
      *
    FROM (
      SELECT
        `t15`.`company`,
        `t15`.`site`
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
        ) AS `t4`
        WHERE
          `t4`.`from` <= CAST(:population_on AS DATE)
          AND CAST(:population_on AS DATE) <= `t4`.`to`
          AND (
            `t4`.`company` IN (:company_0)
            OR `t4`.`company` IN (
              SELECT
                `t2`.`company`
              FROM `membership` AS `t2`
              WHERE
                `t2`.`known_from` <= CAST(:known_at AS TIMESTAMP)
                AND CAST(:known_at AS TIMESTAMP) < `t2`.`known_to`
                AND `t2`.`from` <= CAST(:population_on AS DATE)
                AND CAST(:population_on AS DATE) <= `t2`.`to`
                AND `t2`.`cluster` IN (:cluster_0, :cluster_1)
            )
            OR `t4`.`company` IN (
              SELECT
                `t3`.`company`
              FROM `company` AS `t3`
              WHERE
                `t3`.`known_from` <= CAST(:known_at AS TIMESTAMP)
                AND CAST(:known_at AS TIMESTAMP) < `t3`.`known_to`
                AND `t3`.`industry` IN (:industry_0)
            )
          )
      ) AS `t15`
      LEFT SEMI JOIN (
        SELECT
          *
        FROM `membership` AS `t2`
        WHERE
          `t2`.`known_from` <= CAST(:known_at AS TIMESTAMP)
          AND CAST(:known_at AS TIMESTAMP) < `t2`.`known_to`
          AND `t2`.`from` <= CAST(:population_on AS DATE)
          AND CAST(:population_on AS DATE) <= `t2`.`to`
      ) AS `t9`
        ON `t15`.`company` = `t9`.`company`
    ) AS `t16`
  ) AS `t18`
  INNER JOIN (
    SELECT
      `t7`.`company`,
      `t7`.`site`,
      MIN(DATE_TRUNC('quarter', `t7`.`from`)) AS `since`
    FROM (
      SELECT
        *
      FROM `presence` AS `t0`
      WHERE
        `t0`.`known_from` <= CAST(:known_at AS TIMESTAMP)
        AND CAST(:known_at AS TIMESTAMP) < `t0`.`known_to`
        AND `t0`.`from` <= CAST(:population_on AS DATE)
        AND `t0`.`to` >= CAST(:first_1 AS DATE)
    ) AS `t7`
    GROUP BY
      1,
      2
  ) AS `t14`
    ON `t18`.`company` = `t14`.`company` AND `t18`.`site` = `t14`.`site`
)
SELECT
  SUM(IF(`t30`.`is_reported`, `t30`.`amount`, NULL)) AS `value`,
  SUM(CAST(`t30`.`is_reported` AS INT)) AS `reported`,
  COUNT(*) AS `expected`,
  COLLECT_LIST(IF(NOT (
    `t30`.`is_reported`
  ), `t30`.`company`, NULL)) AS `absent`
FROM (
  SELECT
    `t23`.`company`,
    `t29`.`amount`,
    COALESCE(`t29`.`filled` = `t23`.`needed`, FALSE) AS `is_reported`
  FROM (
    SELECT
      `t20`.`company`,
      COUNT(*) * 3 AS `needed`
    FROM `t19` AS `t20`
    GROUP BY
      1
  ) AS `t23`
  LEFT OUTER JOIN (
    SELECT
      `t27`.`company`,
      SUM(`t27`.`is_filled`) AS `filled`,
      SUM(`t27`.`amount`) AS `amount`
    FROM (
      SELECT
        `t26`.`company`,
        `t26`.`site`,
        `t26`.`line`,
        `t26`.`since`,
        `t26`.`days`,
        `t26`.`amount`,
        CAST(`t26`.`days` = (
          DATEDIFF(DAY, GREATEST(`t26`.`since`, CAST(:first_1 AS DATE)), CAST(:last_1 AS DATE)) + 1
        ) AS BIGINT) AS `is_filled`
      FROM (
        SELECT
          `t25`.`company`,
          `t25`.`site`,
          `t25`.`line`,
          `t25`.`since`,
          SUM(`t25`.`days`) AS `days`,
          SUM(`t25`.`amount` * `t25`.`sign`) AS `amount`
        FROM (
          SELECT
            `t24`.`zone`,
            `t24`.`site`,
            `t24`.`company`,
            `t24`.`line`,
            `t24`.`period_from`,
            `t24`.`period_to`,
            `t24`.`amount`,
            `t24`.`known_from`,
            `t24`.`known_to`,
            `t24`.`submission`,
            `t24`.`version`,
            `t24`.`cell`,
            `t24`.`sign`,
            `t24`.`since`,
            GREATEST(
              DATEDIFF(DAY, GREATEST(`t24`.`period_from`, `t24`.`since`), `t24`.`period_to`) + 1,
              0
            ) AS `days`
          FROM (
            SELECT
              `t11`.`zone`,
              `t11`.`site`,
              `t11`.`company`,
              `t11`.`line`,
              `t11`.`period_from`,
              `t11`.`period_to`,
              `t11`.`amount`,
              `t11`.`known_from`,
              `t11`.`known_to`,
              `t11`.`submission`,
              `t11`.`version`,
              `t11`.`cell`,
              `t11`.`sign`,
              `t21`.`since`
            FROM (
              SELECT
                `t1`.`zone`,
                `t1`.`site`,
                `t1`.`company`,
                `t1`.`line`,
                `t1`.`period_from`,
                `t1`.`period_to`,
                `t1`.`amount`,
                `t1`.`known_from`,
                `t1`.`known_to`,
                `t1`.`submission`,
                `t1`.`version`,
                `t1`.`cell`,
                CASE
                  WHEN (
                    `t1`.`period_from` >= CAST(:first_1 AS DATE)
                  )
                  AND (
                    `t1`.`period_to` <= CAST(:last_1 AS DATE)
                  )
                  THEN 1
                  ELSE -1
                END AS `sign`
              FROM `observation` AS `t1`
              WHERE
                `t1`.`known_from` <= CAST(:known_at AS TIMESTAMP)
                AND CAST(:known_at AS TIMESTAMP) < `t1`.`known_to`
                AND `t1`.`line` IN (:line_0, :line_1, :line_2)
                AND `t1`.`period_from` >= CAST(:first_1 AS DATE)
                AND `t1`.`period_to` <= CAST(:last_1 AS DATE)
            ) AS `t11`
            INNER JOIN `t19` AS `t21`
              ON `t11`.`company` = `t21`.`company` AND `t11`.`site` = `t21`.`site`
          ) AS `t24`
        ) AS `t25`
        GROUP BY
          1,
          2,
          3,
          4
      ) AS `t26`
    ) AS `t27`
    GROUP BY
      1
  ) AS `t29`
    ON `t23`.`company` = `t29`.`company`
) AS `t30`
