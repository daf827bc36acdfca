SELECT DISTINCT
  "t1"."company"
FROM (
  SELECT DISTINCT
    "t0"."company",
    "t0"."site"
  FROM "presence" AS "t0"
  WHERE
    "t0"."from" <= CAST($population_on AS DATE)
    AND CAST($population_on AS DATE) <= "t0"."to"
    AND "t0"."zone" IN ($zone_0)
) AS "t1"
ORDER BY
  "t1"."company" ASC
