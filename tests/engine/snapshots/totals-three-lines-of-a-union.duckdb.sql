WITH "t13" AS (
  SELECT
    "t12"."company",
    "t12"."site",
    MIN(DATE_TRUNC('QUARTER', "t12"."from")) AS "since"
  FROM (
    SELECT
      "t11"."company",
      "t11"."site",
      "t11"."zone",
      "t11"."from",
      "t11"."to"
    FROM (
      SELECT
        *
      FROM "presence" AS "t0"
      WHERE
        "t0"."from" <= CAST($population_on AS DATE)
        AND CAST($population_on AS DATE) <= "t0"."to"
        AND (
          "t0"."company" IN ($company_0)
          OR "t0"."company" IN (
            SELECT
              "t1"."company"
            FROM "membership" AS "t1"
            WHERE
              "t1"."from" <= CAST($population_on AS DATE)
              AND CAST($population_on AS DATE) <= "t1"."to"
              AND "t1"."cluster" IN ($cluster_0, $cluster_1)
          )
          OR "t0"."company" IN (
            SELECT
              "t3"."company"
            FROM "company" AS "t3"
            WHERE
              "t3"."industry" IN ($industry_0)
          )
        )
    ) AS "t11"
    SEMI JOIN (
      SELECT
        *
      FROM "membership" AS "t1"
      WHERE
        "t1"."from" <= CAST($population_on AS DATE)
        AND CAST($population_on AS DATE) <= "t1"."to"
    ) AS "t7"
      ON "t11"."company" = "t7"."company"
  ) AS "t12"
  GROUP BY
    1,
    2
)
SELECT
  SUM("t24"."amount") FILTER(WHERE
    "t24"."is_reported") AS "value",
  SUM(CAST("t24"."is_reported" AS INT)) AS "reported",
  COUNT(*) AS "expected",
  ARRAY_AGG("t24"."company") FILTER(WHERE
    "t24"."company" IS NOT NULL AND NOT (
      "t24"."is_reported"
    )) AS "absent"
FROM (
  SELECT
    "t17"."company",
    "t23"."amount",
    COALESCE("t23"."filled" = "t17"."needed", FALSE) AS "is_reported"
  FROM (
    SELECT
      "t14"."company",
      COUNT(*) * 3 AS "needed"
    FROM "t13" AS "t14"
    GROUP BY
      1
  ) AS "t17"
  LEFT OUTER JOIN (
    SELECT
      "t21"."company",
      SUM("t21"."is_filled") AS "filled",
      SUM("t21"."amount") AS "amount"
    FROM (
      SELECT
        "t20"."company",
        "t20"."site",
        "t20"."line",
        "t20"."since",
        "t20"."days",
        "t20"."amount",
        CAST("t20"."days" = (
          DATE_DIFF('DAY', GREATEST("t20"."since", CAST($first_1 AS DATE)), CAST($last_1 AS DATE)) + 1
        ) AS BIGINT) AS "is_filled"
      FROM (
        SELECT
          "t19"."company",
          "t19"."site",
          "t19"."line",
          "t19"."since",
          SUM("t19"."days") AS "days",
          SUM("t19"."signed") AS "amount"
        FROM (
          SELECT
            "t18"."zone",
            "t18"."site",
            "t18"."company",
            "t18"."line",
            "t18"."period_from",
            "t18"."period_to",
            "t18"."amount",
            "t18"."known_from",
            "t18"."known_to",
            "t18"."submission",
            "t18"."version",
            "t18"."cell",
            "t18"."signed",
            "t18"."since",
            GREATEST(
              DATE_DIFF('DAY', GREATEST("t18"."period_from", "t18"."since"), "t18"."period_to") + 1,
              0
            ) AS "days"
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
              "t15"."since"
            FROM (
              SELECT
                "t2"."zone",
                "t2"."site",
                "t2"."company",
                "t2"."line",
                "t2"."period_from",
                "t2"."period_to",
                "t2"."amount",
                "t2"."known_from",
                "t2"."known_to",
                "t2"."submission",
                "t2"."version",
                "t2"."cell",
                "t2"."amount" * CASE
                  WHEN (
                    "t2"."period_from" >= CAST($first_1 AS DATE)
                  )
                  AND (
                    "t2"."period_to" <= CAST($last_1 AS DATE)
                  )
                  THEN 1
                  ELSE -1
                END AS "signed"
              FROM "observation" AS "t2"
              WHERE
                "t2"."line" IN ($line_0, $line_1, $line_2)
                AND "t2"."known_from" <= CAST($known_at AS TIMESTAMP)
                AND CAST($known_at AS TIMESTAMP) < "t2"."known_to"
                AND "t2"."period_from" >= CAST($first_1 AS DATE)
                AND "t2"."period_to" <= CAST($last_1 AS DATE)
            ) AS "t10"
            INNER JOIN "t13" AS "t15"
              ON "t10"."company" = "t15"."company" AND "t10"."site" = "t15"."site"
          ) AS "t18"
        ) AS "t19"
        GROUP BY
          1,
          2,
          3,
          4
      ) AS "t20"
    ) AS "t21"
    GROUP BY
      1
  ) AS "t23"
    ON "t17"."company" = "t23"."company"
) AS "t24"
