WITH "t10" AS (
  SELECT
    "t9"."company",
    "t9"."site",
    MIN(DATE_TRUNC('QUARTER', "t9"."from")) AS "since"
  FROM (
    SELECT
      "t5"."company",
      "t5"."site",
      "t5"."zone",
      "t5"."from",
      "t5"."to"
    FROM (
      SELECT
        *
      FROM "presence" AS "t1"
      WHERE
        "t1"."from" <= CAST($population_on AS DATE)
        AND CAST($population_on AS DATE) <= "t1"."to"
        AND "t1"."site" IN ($site_0, $site_1, $site_2)
    ) AS "t5"
    SEMI JOIN (
      SELECT
        *
      FROM "residency" AS "t2"
      WHERE
        "t2"."from" <= CAST($population_on AS DATE)
        AND CAST($population_on AS DATE) <= "t2"."to"
    ) AS "t6"
      ON "t5"."company" = "t6"."company" AND "t5"."zone" = "t6"."zone"
  ) AS "t9"
  GROUP BY
    1,
    2
)
SELECT
  *
FROM (
  SELECT
    "t8"."company",
    "t8"."site",
    "t8"."submission",
    "t8"."version",
    "t8"."cell",
    "t8"."period_from",
    "t8"."period_to",
    "t8"."signed" AS "amount"
  FROM (
    SELECT
      "t0"."zone",
      "t0"."site",
      "t0"."company",
      "t0"."line",
      "t0"."period_from",
      "t0"."period_to",
      "t0"."amount",
      "t0"."known_from",
      "t0"."known_to",
      "t0"."submission",
      "t0"."version",
      "t0"."cell",
      "t0"."amount" * CASE
        WHEN (
          "t0"."period_from" >= CAST($first_1 AS DATE)
        )
        AND (
          "t0"."period_to" <= CAST($last_1 AS DATE)
        )
        THEN 1
        ELSE -1
      END AS "signed"
    FROM "observation" AS "t0"
    WHERE
      "t0"."line" IN ($line_0)
      AND "t0"."known_from" <= CAST($known_at AS TIMESTAMP)
      AND CAST($known_at AS TIMESTAMP) < "t0"."known_to"
      AND "t0"."site" IN ($site_0, $site_1, $site_2)
      AND "t0"."period_from" >= CAST($first_1 AS DATE)
      AND "t0"."period_to" <= CAST($last_1 AS DATE)
  ) AS "t8"
  SEMI JOIN "t10" AS "t12"
    ON "t8"."company" = "t12"."company" AND "t8"."site" = "t12"."site"
  SEMI JOIN (
    SELECT
      "t21"."company"
    FROM (
      SELECT
        "t14"."company",
        "t20"."amount",
        COALESCE("t20"."filled" = "t14"."needed", FALSE) AS "is_reported"
      FROM (
        SELECT
          "t11"."company",
          COUNT(*) * 1 AS "needed"
        FROM "t10" AS "t11"
        GROUP BY
          1
      ) AS "t14"
      LEFT OUTER JOIN (
        SELECT
          "t18"."company",
          SUM("t18"."is_filled") AS "filled",
          SUM("t18"."amount") AS "amount"
        FROM (
          SELECT
            "t17"."company",
            "t17"."site",
            "t17"."line",
            "t17"."since",
            "t17"."days",
            "t17"."amount",
            CAST("t17"."days" = (
              DATE_DIFF('DAY', GREATEST("t17"."since", CAST($first_1 AS DATE)), CAST($last_1 AS DATE)) + 1
            ) AS BIGINT) AS "is_filled"
          FROM (
            SELECT
              "t16"."company",
              "t16"."site",
              "t16"."line",
              "t16"."since",
              SUM("t16"."days") AS "days",
              SUM("t16"."signed") AS "amount"
            FROM (
              SELECT
                "t15"."zone",
                "t15"."site",
                "t15"."company",
                "t15"."line",
                "t15"."period_from",
                "t15"."period_to",
                "t15"."amount",
                "t15"."known_from",
                "t15"."known_to",
                "t15"."submission",
                "t15"."version",
                "t15"."cell",
                "t15"."signed",
                "t15"."since",
                GREATEST(
                  DATE_DIFF('DAY', GREATEST("t15"."period_from", "t15"."since"), "t15"."period_to") + 1,
                  0
                ) AS "days"
              FROM (
                SELECT
                  "t8"."zone",
                  "t8"."site",
                  "t8"."company",
                  "t8"."line",
                  "t8"."period_from",
                  "t8"."period_to",
                  "t8"."amount",
                  "t8"."known_from",
                  "t8"."known_to",
                  "t8"."submission",
                  "t8"."version",
                  "t8"."cell",
                  "t8"."signed",
                  "t12"."since"
                FROM (
                  SELECT
                    "t0"."zone",
                    "t0"."site",
                    "t0"."company",
                    "t0"."line",
                    "t0"."period_from",
                    "t0"."period_to",
                    "t0"."amount",
                    "t0"."known_from",
                    "t0"."known_to",
                    "t0"."submission",
                    "t0"."version",
                    "t0"."cell",
                    "t0"."amount" * CASE
                      WHEN (
                        "t0"."period_from" >= CAST($first_1 AS DATE)
                      )
                      AND (
                        "t0"."period_to" <= CAST($last_1 AS DATE)
                      )
                      THEN 1
                      ELSE -1
                    END AS "signed"
                  FROM "observation" AS "t0"
                  WHERE
                    "t0"."line" IN ($line_0)
                    AND "t0"."known_from" <= CAST($known_at AS TIMESTAMP)
                    AND CAST($known_at AS TIMESTAMP) < "t0"."known_to"
                    AND "t0"."site" IN ($site_0, $site_1, $site_2)
                    AND "t0"."period_from" >= CAST($first_1 AS DATE)
                    AND "t0"."period_to" <= CAST($last_1 AS DATE)
                ) AS "t8"
                INNER JOIN "t10" AS "t12"
                  ON "t8"."company" = "t12"."company" AND "t8"."site" = "t12"."site"
              ) AS "t15"
            ) AS "t16"
            GROUP BY
              1,
              2,
              3,
              4
          ) AS "t17"
        ) AS "t18"
        GROUP BY
          1
      ) AS "t20"
        ON "t14"."company" = "t20"."company"
    ) AS "t21"
    WHERE
      "t21"."is_reported"
  ) AS "t23"
    ON "t8"."company" = "t23"."company"
) AS "t24"
ORDER BY
  "t24"."company" ASC,
  "t24"."site" ASC,
  "t24"."period_from" ASC,
  "t24"."period_to" ASC,
  "t24"."cell" ASC
