SELECT DISTINCT
  "t7"."company"
FROM (
  SELECT
    "t6"."company",
    "t6"."site",
    MIN(DATE_TRUNC('QUARTER', "t6"."from")) AS "since"
  FROM (
    SELECT
      "t4"."company",
      "t4"."site",
      "t4"."zone",
      "t4"."from",
      "t4"."to"
    FROM (
      SELECT
        *
      FROM "presence" AS "t0"
      WHERE
        "t0"."from" <= CAST($population_on AS DATE)
        AND CAST($population_on AS DATE) <= "t0"."to"
        AND "t0"."site" IN ($site_0, $site_1, $site_2)
    ) AS "t4"
    SEMI JOIN (
      SELECT
        *
      FROM "residency" AS "t1"
      WHERE
        "t1"."from" <= CAST($population_on AS DATE)
        AND CAST($population_on AS DATE) <= "t1"."to"
    ) AS "t5"
      ON "t4"."company" = "t5"."company" AND "t4"."zone" = "t5"."zone"
  ) AS "t6"
  GROUP BY
    1,
    2
) AS "t7"
ORDER BY
  "t7"."company" ASC
