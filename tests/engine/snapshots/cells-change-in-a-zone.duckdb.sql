WITH "t5" AS (
  SELECT
    "t2"."company",
    "t2"."site",
    MIN(DATE_TRUNC('QUARTER', "t2"."from")) AS "since"
  FROM (
    SELECT
      *
    FROM "presence" AS "t1"
    WHERE
      "t1"."from" <= CAST($population_on AS DATE)
      AND CAST($population_on AS DATE) <= "t1"."to"
      AND "t1"."zone" IN ($zone_0)
  ) AS "t2"
  GROUP BY
    1,
    2
)
SELECT
  *
FROM (
  SELECT
    "t4"."company",
    "t4"."site",
    "t4"."submission",
    "t4"."version",
    "t4"."cell",
    "t4"."period_from",
    "t4"."period_to",
    "t4"."signed" AS "amount"
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
      AND "t0"."zone" IN ($zone_0)
      AND (
        (
          (
            "t0"."period_from" >= CAST($first_1 AS DATE)
          )
          AND (
            "t0"."period_to" <= CAST($last_1 AS DATE)
          )
        )
        OR (
          (
            "t0"."period_from" >= CAST($first_2 AS DATE)
          )
          AND (
            "t0"."period_to" <= CAST($last_2 AS DATE)
          )
        )
      )
  ) AS "t4"
  SEMI JOIN "t5" AS "t7"
    ON "t4"."company" = "t7"."company" AND "t4"."site" = "t7"."site"
  SEMI JOIN (
    SELECT
      "t16"."company"
    FROM (
      SELECT
        "t9"."company",
        "t15"."amount",
        COALESCE("t15"."filled" = "t9"."needed", FALSE) AS "is_reported"
      FROM (
        SELECT
          "t6"."company",
          COUNT(*) * 1 AS "needed"
        FROM "t5" AS "t6"
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
              DATE_DIFF('DAY', GREATEST("t12"."since", CAST($first_1 AS DATE)), CAST($last_1 AS DATE)) + 1 + DATE_DIFF('DAY', CAST($first_2 AS DATE), CAST($last_2 AS DATE)) + 1
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
                  "t4"."zone",
                  "t4"."site",
                  "t4"."company",
                  "t4"."line",
                  "t4"."period_from",
                  "t4"."period_to",
                  "t4"."amount",
                  "t4"."known_from",
                  "t4"."known_to",
                  "t4"."submission",
                  "t4"."version",
                  "t4"."cell",
                  "t4"."signed",
                  "t7"."since"
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
                    AND "t0"."zone" IN ($zone_0)
                    AND (
                      (
                        (
                          "t0"."period_from" >= CAST($first_1 AS DATE)
                        )
                        AND (
                          "t0"."period_to" <= CAST($last_1 AS DATE)
                        )
                      )
                      OR (
                        (
                          "t0"."period_from" >= CAST($first_2 AS DATE)
                        )
                        AND (
                          "t0"."period_to" <= CAST($last_2 AS DATE)
                        )
                      )
                    )
                ) AS "t4"
                INNER JOIN "t5" AS "t7"
                  ON "t4"."company" = "t7"."company" AND "t4"."site" = "t7"."site"
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
    WHERE
      "t16"."is_reported"
  ) AS "t18"
    ON "t4"."company" = "t18"."company"
) AS "t19"
ORDER BY
  "t19"."company" ASC,
  "t19"."site" ASC,
  "t19"."period_from" ASC,
  "t19"."period_to" ASC,
  "t19"."cell" ASC
