/*
 * capacity.h
 *		The type capacity: how much cloud, in four dimensions.  Knows arithmetic
 *		only; no table and no rule.
 */
#ifndef GOV_CAPACITY_H
#define GOV_CAPACITY_H

#include "postgres.h"

#include "fmgr.h"
#include "utils/numeric.h"

/*
 * An amount is an exact decimal of four places kept as a whole number: two
 * places of a specification times two places of a quantity need no rounding.
 */
#define GOV_AMOUNT_PLACES	4
#define GOV_AMOUNT_ONE		INT64CONST(10000)

typedef enum GovDimension
{
	GOV_VCPU,
	GOV_MEMORY_GB,
	GOV_STORAGE_GB,
	GOV_BANDWIDTH_MBPS,
	GOV_DIMENSIONS
} GovDimension;

/* differences are capacities too, so an amount may be negative */
typedef struct GovCapacity
{
	int64		amount[GOV_DIMENSIONS]; /* in 1/GOV_AMOUNT_ONE */
} GovCapacity;

#define PG_GETARG_CAPACITY_P(n)		((GovCapacity *) PG_GETARG_POINTER(n))
#define PG_RETURN_CAPACITY_P(x)		PG_RETURN_POINTER(x)

/* 'vcpu', 'memory_gb', 'storage_gb', 'bandwidth_mbps': as columns and components are named */
extern const char *const gov_dimension_names[GOV_DIMENSIONS];

extern int64 gov_amount_parse(const char *str);	/* the whole string, '10.50' */
extern char *gov_amount_print(int64 amount);	/* without trailing zeros */
extern Numeric gov_amount_numeric(int64 amount);
extern int64 gov_amount_from_numeric(Numeric value);

/* a + b, a - b, a times count (an amount); what is out of range or not exact is refused */
extern int64 gov_amount_add(int64 a, int64 b);
extern int64 gov_amount_times(int64 a, int64 count);
extern void gov_capacity_add(const GovCapacity *a, const GovCapacity *b, GovCapacity *result);
extern void gov_capacity_subtract(const GovCapacity *a, const GovCapacity *b, GovCapacity *result);
extern void gov_capacity_scale(const GovCapacity *a, int64 count, GovCapacity *result);

extern char *gov_capacity_print(const GovCapacity *capacity);

#endif							/* GOV_CAPACITY_H */
