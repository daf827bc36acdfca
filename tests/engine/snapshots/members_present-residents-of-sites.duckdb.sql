SELECT
  *
FROM (
  SELECT
    "t7"."company"
  FROM (
    SELECT DISTINCT
      *
    FROM (
      SELECT
        "t4"."company",
        "t4"."site"
      FROM (
        SELECT
          *
        FROM "presence" AS "t0"
        WHERE
          "t0"."known_from" <= CAST($known_at AS TIMESTAMP)
          AND CAST($known_at AS TIMESTAMP) < "t0"."known_to"
          AND "t0"."from" <= CAST($population_on AS DATE)
          AND CAST($population_on AS DATE) <= "t0"."to"
          AND "t0"."site" IN ($site_0, $site_1, $site_2)
      ) AS "t4"
      SEMI JOIN (
        SELECT
          *
        FROM "residency" AS "t1"
        WHERE
          "t1"."known_from" <= CAST($known_at AS TIMESTAMP)
          AND CAST($known_at AS TIMESTAMP) < "t1"."known_to"
          AND "t1"."from" <= CAST($population_on AS DATE)
          AND CAST($population_on AS DATE) <= "t1"."to"
      ) AS "t5"
        ON "t4"."company" = "t5"."company" AND "t4"."zone" = "t5"."zone"
    ) AS "t6"
  ) AS "t7"
  GROUP BY
    1
) AS "t8"
ORDER BY
  "t8"."company" ASC
