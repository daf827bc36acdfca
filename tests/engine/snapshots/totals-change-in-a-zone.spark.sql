WITH `t9` AS (
  SELECT
    `t4`.`company`,
    `t4`.`site`,
    `t8`.`since`
  FROM (
    SELECT DISTINCT
      `t0`.`company`,
      `t0`.`site`
    FROM `presence` AS `t0`
    WHERE
      `t0`.`known_from` <= CAST(:known_at AS TIMESTAMP)
      AND CAST(:known_at AS TIMESTAMP) < `t0`.`known_to`
      AND `t0`.`from` <= CAST(:population_on AS DATE)
      AND CAST(:population_on AS DATE) <= `t0`.`to`
      AND `t0`.`zone` IN (:zone_0)
  ) AS `t4`
  INNER JOIN (
    SELECT
      `t3`.`company`,
      `t3`.`site`,
      MIN(DATE_TRUNC('quarter', `t3`.`from`)) AS `since`
    FROM (
      SELECT
        *
      FROM `presence` AS `t0`
      WHERE
        `t0`.`known_from` <= CAST(:known_at AS TIMESTAMP)
        AND CAST(:known_at AS TIMESTAMP) < `t0`.`known_to`
        AND `t0`.`from` <= CAST(:population_on AS DATE)
        AND `t0`.`to` >= CAST(:first_1 AS DATE)
    ) AS `t3`
    GROUP BY
      1,
      2
  ) AS `t8`
    ON `t4`.`company` = `t8`.`company` AND `t4`.`site` = `t8`.`site`
)
SELECT
  SUM(IF(`t20`.`is_reported`, `t20`.`amount`, NULL)) AS `value`,
  SUM(CAST(`t20`.`is_reported` AS INT)) AS `reported`,
  COUNT(*) AS `expected`,
  COLLECT_LIST(IF(NOT (
    `t20`.`is_reported`
  ), `t20`.`company`, NULL)) AS `absent`
FROM (
  SELECT
    `t13`.`company`,
    `t19`.`amount`,
    COALESCE(`t19`.`filled` = `t13`.`needed`, FALSE) AS `is_reported`
  FROM (
    SELECT
      `t10`.`company`,
      COUNT(*) * 1 AS `needed`
    FROM `t9` AS `t10`
    GROUP BY
      1
  ) AS `t13`
  LEFT OUTER JOIN (
    SELECT
      `t17`.`company`,
      SUM(`t17`.`is_filled`) AS `filled`,
      SUM(`t17`.`amount`) AS `amount`
    FROM (
      SELECT
        `t16`.`company`,
        `t16`.`site`,
        `t16`.`line`,
        `t16`.`since`,
        `t16`.`days`,
        `t16`.`amount`,
        CAST(`t16`.`days` = (
          DATEDIFF(DAY, GREATEST(`t16`.`since`, CAST(:first_1 AS DATE)), CAST(:last_1 AS DATE)) + 1 + DATEDIFF(DAY, CAST(:first_2 AS DATE), CAST(:last_2 AS DATE)) + 1
        ) AS BIGINT) AS `is_filled`
      FROM (
        SELECT
          `t15`.`company`,
          `t15`.`site`,
          `t15`.`line`,
          `t15`.`since`,
          SUM(`t15`.`days`) AS `days`,
          SUM(`t15`.`amount` * `t15`.`sign`) AS `amount`
        FROM (
          SELECT
            `t14`.`zone`,
            `t14`.`site`,
            `t14`.`company`,
            `t14`.`line`,
            `t14`.`period_from`,
            `t14`.`period_to`,
            `t14`.`amount`,
            `t14`.`known_from`,
            `t14`.`known_to`,
            `t14`.`submission`,
            `t14`.`version`,
            `t14`.`cell`,
            `t14`.`sign`,
            `t14`.`since`,
            GREATEST(
              DATEDIFF(
                DAY,
                CASE
                  WHEN `t14`.`sign` > 0
                  THEN GREATEST(`t14`.`period_from`, `t14`.`since`)
                  ELSE `t14`.`period_from`
                END,
                `t14`.`period_to`
              ) + 1,
              0
            ) AS `days`
          FROM (
            SELECT
              `t6`.`zone`,
              `t6`.`site`,
              `t6`.`company`,
              `t6`.`line`,
              `t6`.`period_from`,
              `t6`.`period_to`,
              `t6`.`amount`,
              `t6`.`known_from`,
              `t6`.`known_to`,
              `t6`.`submission`,
              `t6`.`version`,
              `t6`.`cell`,
              `t6`.`sign`,
              `t11`.`since`
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
                AND `t1`.`line` IN (:line_0)
                AND `t1`.`zone` IN (:zone_0)
                AND (
                  (
                    (
                      `t1`.`period_from` >= CAST(:first_1 AS DATE)
                    )
                    AND (
                      `t1`.`period_to` <= CAST(:last_1 AS DATE)
                    )
                  )
                  OR (
                    (
                      `t1`.`period_from` >= CAST(:first_2 AS DATE)
                    )
                    AND (
                      `t1`.`period_to` <= CAST(:last_2 AS DATE)
                    )
                  )
                )
            ) AS `t6`
            INNER JOIN `t9` AS `t11`
              ON `t6`.`company` = `t11`.`company` AND `t6`.`site` = `t11`.`site`
          ) AS `t14`
        ) AS `t15`
        GROUP BY
          1,
          2,
          3,
          4
      ) AS `t16`
    ) AS `t17`
    GROUP BY
      1
  ) AS `t19`
    ON `t13`.`company` = `t19`.`company`
) AS `t20`
