SELECT DISTINCT
  "t0"."company"
FROM "membership" AS "t0"
WHERE
  "t0"."from" <= CAST($population_on AS DATE)
  AND CAST($population_on AS DATE) <= "t0"."to"
  AND "t0"."cluster" IN ($cluster_0, $cluster_1)
ORDER BY
  "t0"."company" ASC
