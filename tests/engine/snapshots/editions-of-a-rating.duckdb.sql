SELECT DISTINCT
  "t0"."rating",
  "t0"."year",
  "t0"."place"
FROM "edition" AS "t0"
WHERE
  "t0"."published" <= CAST($population_on AS DATE)
  AND "t0"."rating" IN ($rating_0)
  AND "t0"."zone" IN ($zone_0)
ORDER BY
  "t0"."year" DESC
