WITH "t4" AS (
  SELECT
    "t2"."company",
    "t2"."site",
    MIN(DATE_TRUNC('QUARTER', "t2"."from")) AS "since"
  FROM (
    SELECT
      *
    FROM "presence" AS "t0"
    WHERE
      "t0"."from" <= CAST($population_on AS DATE)
      AND CAST($population_on AS DATE) <= "t0"."to"
      AND "t0"."zone" IN ($zone_0)
  ) AS "t2"
  GROUP BY
    1,
    2
)
SELECT
  SUM("t16"."amount") FILTER(WHERE
    "t16"."is_reported") AS "value",
  SUM(CAST("t16"."is_reported" AS INT)) AS "reported",
  COUNT(*) AS "expected",
  ARRAY_AGG("t16"."company") FILTER(WHERE
    "t16"."company" IS NOT NULL AND NOT (
      "t16"."is_reported"
    )) AS "absent"
FROM (
  SELECT
    "t9"."company",
    "t15"."amount",
    COALESCE("t15"."filled" = "t9"."needed", FALSE) AS "is_reported"
  FROM (
    SELECT
      "t6"."company",
      COUNT(*) * 1 AS "needed"
    FROM "t4" AS "t6"
    GROUP BY
      1
  ) AS "t9"
  LEFT OUTER JOIN (
    SELECT
      "t13"."company",
      SUM("t13"."is_filled") AS "filled",
      SUM("t13"."amount") AS "amount"
    FROM (
      SELECT
        "t12"."company",
        "t12"."site",
        "t12"."line",
        "t12"."since",
        "t12"."days",
        "t12"."amount",
        CAST("t12"."days" = (
          DATE_DIFF('DAY', GREATEST("t12"."since", CAST($first_1 AS DATE)), CAST($last_1 AS DATE)) + 1
        ) AS BIGINT) AS "is_filled"
      FROM (
        SELECT
          "t11"."company",
          "t11"."site",
          "t11"."line",
          "t11"."since",
          SUM("t11"."days") AS "days",
          SUM("t11"."signed") AS "amount"
        FROM (
          SELECT
            "t10"."zone",
            "t10"."site",
            "t10"."company",
            "t10"."line",
            "t10"."period_from",
            "t10"."period_to",
            "t10"."amount",
            "t10"."known_from",
            "t10"."known_to",
            "t10"."submission",
            "t10"."version",
            "t10"."cell",
            "t10"."signed",
            "t10"."since",
            GREATEST(
              DATE_DIFF('DAY', GREATEST("t10"."period_from", "t10"."since"), "t10"."period_to") + 1,
              0
            ) AS "days"
          FROM (
            SELECT
              "t5"."zone",
              "t5"."site",
              "t5"."company",
              "t5"."line",
              "t5"."period_from",
              "t5"."period_to",
              "t5"."amount",
              "t5"."known_from",
              "t5"."known_to",
              "t5"."submission",
              "t5"."version",
              "t5"."cell",
              "t5"."signed",
              "t7"."since"
            FROM (
              SELECT
                "t1"."zone",
                "t1"."site",
                "t1"."company",
                "t1"."line",
                "t1"."period_from",
                "t1"."period_to",
                "t1"."amount",
                "t1"."known_from",
                "t1"."known_to",
                "t1"."submission",
                "t1"."version",
                "t1"."cell",
                "t1"."amount" * CASE
                  WHEN (
                    "t1"."period_from" >= CAST($first_1 AS DATE)
                  )
                  AND (
                    "t1"."period_to" <= CAST($last_1 AS DATE)
                  )
                  THEN 1
                  ELSE -1
                END AS "signed"
              FROM "observation" AS "t1"
              WHERE
                "t1"."line" IN ($line_0)
                AND "t1"."known_from" <= CAST($known_at AS TIMESTAMP)
                AND CAST($known_at AS TIMESTAMP) < "t1"."known_to"
                AND "t1"."zone" IN ($zone_0)
                AND "t1"."period_from" >= CAST($first_1 AS DATE)
                AND "t1"."period_to" <= CAST($last_1 AS DATE)
            ) AS "t5"
            INNER JOIN "t4" AS "t7"
              ON "t5"."company" = "t7"."company" AND "t5"."site" = "t7"."site"
          ) AS "t10"
        ) AS "t11"
        GROUP BY
          1,
          2,
          3,
          4
      ) AS "t12"
    ) AS "t13"
    GROUP BY
      1
  ) AS "t15"
    ON "t9"."company" = "t15"."company"
) AS "t16"
