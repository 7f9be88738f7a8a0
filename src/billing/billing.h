/*
 * billing.h
 *		Floor 5: price -> charge -> statement, and what a change costs.
 *
 * Money is integer: a price in 1/10000 yuan, a quantity in 1/10000 of the
 * component's unit, an amount in fen.  Days are half-open: [from, until).
 */
#ifndef GOV_BILLING_H
#define GOV_BILLING_H

#include "postgres.h"

#include "access/htup.h"
#include "access/tupdesc.h"
#include "nodes/execnodes.h"
#include "utils/date.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#ifndef HAVE_INT128
#error "gov_cloud rates in 128-bit integers: build it for a 64-bit platform"
#endif

/* ---- month.c: months as bills count them ---- */
extern DateADT gov_month_first(DateADT day);
extern DateADT gov_month_next(DateADT day);
extern int32 gov_month_divisor(const char *jurisdiction, DateADT first);
extern char *gov_date_text(DateADT day);	/* ISO, whatever the DateStyle */

/* ---- rating.c: days times quantity times price, without tables ---- */
#define GOV_MONEY_SCALE		4	/* decimals of a price and of a quantity */

/* days on which one quantity of a component is provided and billed */
typedef struct GovStretch
{
	DateADT		from;
	DateADT		until;
	int64		quantity;
} GovStretch;

/* one version of the price of a component */
typedef struct GovPrice
{
	int64		id;
	DateADT		from;
	DateADT		until;
	bool		monthly;		/* per month, else per day */
	int64		amount;
	Datum		yuan;			/* the same as numeric; 0 where nobody prints it */
} GovPrice;

/* the month that is rated, and by how many days a monthly price is divided */
typedef struct GovMonth
{
	DateADT		first;
	DateADT		next;			/* first day of the next month */
	int32		divisor;
} GovMonth;

typedef struct GovLine
{
	const GovPrice *price;		/* NULL: none in force, the line is parked */
	DateADT		from;
	DateADT		until;
	int64		quantity;
	int32		divisor;		/* 1 for a daily price */
	int64		amount;			/* fen; -1: does not fit */
} GovLine;

typedef void (*GovLineSink) (void *arg, const GovLine *line);

extern int64 gov_charge_fen(int64 price, int64 quantity, int32 days, int32 divisor);
extern int	gov_add_stretch(GovStretch *stretches, int n, DateADT from,
							DateADT until, int64 quantity);
extern void gov_rate_month(const GovStretch *stretches, int nstretches,
						   const GovPrice *prices, int nprices,
						   const GovMonth *month, GovLineSink sink, void *arg);

/* ---- tariff.c: the catalogue with a provider's prices, as C looks it up ---- */
typedef enum GovMeasure
{
	GOV_MEASURE_VCPU,
	GOV_MEASURE_MEMORY,
	GOV_MEASURE_STORAGE,
	GOV_MEASURE_BANDWIDTH,
	GOV_MEASURE_UNIT,			/* the piece itself */
	GOV_MEASURE_UNKNOWN
} GovMeasure;

#define GOV_MEASURES	GOV_MEASURE_UNKNOWN

typedef struct GovComponent
{
	const char *code;
	Datum		name;			/* the same as text */
	GovMeasure	measure;
	GovPrice   *prices;			/* in order of time, without overlap */
	int			nprices;
} GovComponent;

typedef struct GovTariffItem
{
	const char *code;			/* the key */
	Datum		name;			/* the same as text */
	GovComponent *components;
	int			ncomponents;
} GovTariffItem;

typedef struct GovTariff GovTariff;

extern GovTariff *gov_tariff_read(MemoryContext context, const char *jurisdiction,
								  int64 provider);
extern GovTariffItem *gov_tariff_item(GovTariff *tariff, const char *code);
extern int64 gov_provided(GovMeasure measure, const int64 *measures, int64 quantity);
extern int64 gov_int64_at(HeapTuple row, TupleDesc desc, int column);
extern DateADT gov_date_at(HeapTuple row, TupleDesc desc, int column, DateADT unbounded);

/* ---- charge.c: from facts to lines ---- */
#define GOV_PAYER_CENTRAL	"central"	/* who pays, unless a person decided otherwise */
#define GOV_PAYER_UNIT		"unit_self"
#define GOV_PAYER_NOBODY	"unpaid_invalid"

/* ---- payer_days.c: whose account a day goes to ---- */
typedef struct GovPayerDecision
{
	int64		resource;
	const char *component;		/* NULL: all of the resource */
	const char *payer;
	DateADT		from;
	DateADT		until;
	const char *reason;
} GovPayerDecision;

typedef struct GovPayerSpan
{
	DateADT		until;
	const GovPayerDecision *decided;	/* NULL: paid centrally */
} GovPayerSpan;

/* decisions about these resources, by resource, in the order they were made */
extern GovPayerDecision *gov_payer_decisions(MemoryContext context, Datum resources, int *count);
/* who pays from a day on, and how long that stays so */
extern GovPayerSpan gov_payer_span(const GovPayerDecision *decisions, int count,
								   const char *component, DateADT day);

typedef struct GovRatedLine
{
	const GovMonth *month;
	const GovComponent *component;	/* NULL: the whole resource */
	const GovPrice *price;
	DateADT		from;
	DateADT		until;
	int64		quantity;
	int32		divisor;
	int64		amount;			/* fen */
	const GovPayerDecision *decided;	/* why it is not paid centrally; NULL: it is */
	const char *parked;			/* why it cannot be rated; NULL: it is */
} GovRatedLine;

/* who pays a rated line; the unit that does, 0: none */
extern const char *gov_line_payer(const GovRatedLine *line);
extern int64 gov_line_payer_unit(const GovRatedLine *line, int64 unit);

typedef struct GovRatedResource
{
	int64		id;
	int64		unit;
	int64		system;
	const GovTariffItem *item;
	GovRatedLine *lines;		/* by component, then in order of time */
	int			nlines;
} GovRatedResource;

/* all that is billed of the resources with after < id <= upto */
typedef void (*GovRatedSink) (void *arg, int64 after, int64 upto,
							  const GovRatedResource *resources, int nresources);

extern void gov_rate_resources(const char *jurisdiction, int64 provider, DateADT first,
							   DateADT last, bool fresh, GovRatedSink sink, void *arg);

/* ---- price.c, price_list.c: lists edited as drafts, published once ---- */
typedef struct GovPriceList
{
	int64		id;
	char	   *jurisdiction;
	int64		provider;
	char	   *code;
	bool		draft;
	DateADT		from;
	DateADT		until;			/* DATEVAL_NOEND: open */
} GovPriceList;

/* refuses ZW002 unless the caller holds the role finance in the jurisdiction */
extern void gov_require_finance(const char *jurisdiction);

/* a list with its row locked, for finance of its jurisdiction */
extern GovPriceList gov_lock_price_list(int64 id);
extern void gov_refuse_published(const GovPriceList *list) pg_attribute_noreturn();
extern void gov_audit_price_list(const GovPriceList *list, const char *event,
								 const char *before, const char *after);

/* ---- draft.c: statements that are not closed follow the facts ---- */
typedef struct GovDraft
{
	int64		provider;
	int64		added;			/* lines */
	int64		removed;
	int64		parked;			/* ranges of days that cannot be rated */
} GovDraft;

/* all of these inside SPI */
extern void gov_lock_billing(const char *jurisdiction, int64 provider);
extern GovDraft gov_draft_provider(const char *jurisdiction, int64 provider, TimestampTz now);
extern void gov_total_statements(const char *jurisdiction, int64 provider, TimestampTz now);

/* does the policy in force there bill at all: has it an action that starts billing? */
extern bool gov_policy_bills(const char *jurisdiction, TimestampTz now);

/* ---- statement.c: closing ---- */
typedef struct GovStatement
{
	int64		id;
	char	   *jurisdiction;
	int64		provider;
	char	   *payer;
	int64		unit;			/* 0: none */
	DateADT		month;
	char	   *state;
	DateADT		closes_from;
	int64		lines;
	Numeric		total;
	char	   *number;			/* NULL: not closed */
	bytea	   *digest;			/* likewise */
} GovStatement;

/* false: there is none; in the memory context of SPI */
extern bool gov_read_statement(int64 id, GovStatement *statement);
extern bytea *gov_statement_digest(const GovStatement *statement, bool fresh);
extern char *gov_hex(const bytea *bytes);

/* ---- classify.c: is a change major?  Arithmetic without tables ---- */
typedef enum GovMajorBasis
{
	GOV_BASIS_ANY,				/* any figure by itself */
	GOV_BASIS_SUM,				/* the sum of all figures */
	GOV_BASIS_FEE,				/* the figures weighted by their prices */
	GOV_BASIS_MANUAL			/* a person decides: the text gives no share */
} GovMajorBasis;

typedef struct GovMajorRule
{
	int64		percent;		/* 1/10000 of a percent */
	GovMajorBasis basis;
	bool		counts_decrease;
	bool		zero_is_major;	/* growth from nothing */
	bool		no_fee;			/* the policy has no billing, so there is no fee to grow */
} GovMajorRule;

typedef struct GovFigure
{
	const char *name;
	int128		before;			/* 1/10000; a fee in 1/100000000 yuan a month */
	int128		after;
	bool		over;			/* by more than the share */
	bool		undefined;		/* grows from nothing */
} GovFigure;

typedef struct GovChangeTest
{
	GovFigure  *figures;
	int			nfigures;
	GovFigure	fee;
	bool		fee_known;
	bool		resource_leg;
} GovChangeTest;

extern const char *gov_classify_change(GovChangeTest *test, const GovMajorRule *rule);

/* ---- fee.c: what a system costs a month, before and after a form ---- */
struct GovMatter;
extern void gov_change_fee(const struct GovMatter *matter, const char *form, DateADT day,
						   DateADT base_day, GovFigure *fee, char **missing);

/* ---- change_table.c: the arithmetic for people ---- */
extern Numeric gov_decimal(int128 value, int places);	/* without trailing zeros */
extern int128 gov_scaled(Numeric value, int places);
extern int64 gov_percent(Numeric value);
#define GOV_FIGURE_PLACES	4
#define GOV_FEE_PLACES		8
extern Numeric gov_growth_percent(const GovFigure *figure);	/* NULL: from nothing */
extern char *gov_change_arithmetic(const GovFigure *figure, int places, const GovMajorRule *rule);
extern void gov_put_change(ReturnSetInfo *result, const GovChangeTest *test,
						   const GovMajorRule *rule, const char *class, const char *missing);
extern char *gov_change_warning(const GovChangeTest *test, const GovMajorRule *rule,
								const char *class, const char *missing);
extern bool gov_major_basis(const char *name, GovMajorBasis *basis);	/* false: no such */

/* ---- payer_scope.c: which resources an effect about payers means ---- */
typedef struct GovBillable
{
	int64		id;
	int64		unit;
	int64		provider;		/* 0: none */
	int64		system;
	char	   *item;
	DateADT		released;		/* DATEVAL_NOEND: held */
} GovBillable;

struct GovAct;
extern int64 gov_matter_finding(const struct GovMatter *matter);	/* 0: it is about none */
extern GovBillable *gov_scope(const struct GovAct *act, Jsonb *parameters, int *count);
extern const char *gov_check_scope(Jsonb *parameters);
extern void gov_require_person(const struct GovAct *act);	/* a sanction is never automatic */

/* ---- reclaim.c: what was ordered back, and is the provider late? ---- */
typedef struct GovReclaim
{
	DateADT		ordered;
	DateADT		due;			/* last day in time; DATEVAL_NOEND: no number is given */
	int32		workdays;
} GovReclaim;

/* the matter's order about a resource; false: none */
extern bool gov_reclaim_order(int64 matter, int64 resource, GovReclaim *reclaim);

/* ---- init of the rooms ---- */
extern void gov_draft_init(void);
extern void gov_billed_init(void);
extern void gov_reclaim_init(void);
extern void gov_payer_init(void);
extern void gov_deduction_init(void);
extern void gov_change_init(void);

#endif							/* GOV_BILLING_H */
