/*
 * draft_diff.c
 *		What a resource costs by the facts, beside what its lines say.
 *
 * In a month that is open the lines follow the facts.  What stands in a closed
 * statement is never touched: where the facts say otherwise since, a line of the
 * next statement takes it back and another brings what is right, each naming
 * the line it is about.
 */
#include "billing/draft.h"

#include "utils/builtins.h"

/* what a resource's lines are sorted into */
typedef struct Sides
{
	GovDraftLine *given;		/* by the facts, of closed months */
	int			ngiven;
	GovDraftLine **booked;		/* stands in a closed statement, not taken back there */
	int			nbooked;
	GovDraftLine *wanted;		/* in open statements */
	int			nwanted;
	GovDraftLine **drafted;		/* in open statements, except by hand */
	int			ndrafted;
} Sides;

#define COMPARE(x, y) \
	if ((x) != (y)) \
		return (x) < (y) ? -1 : 1

/* the same days of the same thing at the same price */
static int
compare_facts(const GovDraftLine *a, const GovDraftLine *b)
{
	int			order = strcmp(a->component, b->component);

	if (order != 0)
		return order;
	COMPARE(a->from, b->from);
	COMPARE(a->until, b->until);
	COMPARE(a->quantity, b->quantity);
	COMPARE(a->price, b->price);
	COMPARE(a->divisor, b->divisor);
	return 0;
}

/* the same line of the same statement, about the same unit and system */
static int
compare_lines(const GovDraftLine *a, const GovDraftLine *b)
{
	COMPARE(a->head->id, b->head->id);
	COMPARE(a->kind, b->kind);
	COMPARE(a->unit, b->unit);
	COMPARE(a->system, b->system);
	COMPARE(a->corrects, b->corrects);
	return compare_facts(a, b);
}

/*
 * For qsort and bsearch over pointers: what is booked beside what the facts
 * give, the payer too (what the facts give in a closed month bears its head).
 */
static int
booked_order(const void *a, const void *b)
{
	const GovDraftLine *x = *(GovDraftLine *const *) a;
	const GovDraftLine *y = *(GovDraftLine *const *) b;
	int			order = strcmp(x->head->payer, y->head->payer);

	if (order != 0)
		return order;
	COMPARE(x->head->unit, y->head->unit);
	return compare_facts(x, y);
}

/* see booked_order */
static int
drafted_order(const void *a, const void *b)
{
	return compare_lines(*(GovDraftLine *const *) a, *(GovDraftLine *const *) b);
}

/* is a booked line taken back in a closed statement? */
static bool
taken_back(const GovDraftLine *stored, int nstored, int64 line)
{
	for (int i = 0; i < nstored; i++)
		if (stored[i].kind == GOV_KIND_REVERSAL && stored[i].corrects == line && stored[i].head->closed)
			return true;
	return false;
}

/* sorts the stored lines: what is booked, what is drafted */
static void
read_stored(Sides *sides, GovDraftLine *stored, int nstored)
{
	sides->booked = palloc((nstored + 1) * sizeof(GovDraftLine *));
	sides->drafted = palloc((nstored + 1) * sizeof(GovDraftLine *));
	for (int i = 0; i < nstored; i++)
	{
		GovDraftLine *line = &stored[i];

		if (!line->head->closed && line->kind != GOV_KIND_MANUAL)
			sides->drafted[sides->ndrafted++] = line;
		if (line->head->closed && (line->kind == GOV_KIND_CHARGE || line->kind == GOV_KIND_LATE) &&
			!taken_back(stored, nstored, line->id))
			sides->booked[sides->nbooked++] = line;
	}
	qsort(sides->booked, sides->nbooked, sizeof(GovDraftLine *), booked_order);
	qsort(sides->drafted, sides->ndrafted, sizeof(GovDraftLine *), drafted_order);
}

/* a rated line as a line of a statement */
static GovDraftLine
drafted_line(const GovRatedResource *rated, const GovRatedLine *line)
{
	GovDraftLine made = {0};

	made.resource = rated->id;
	made.component = line->component->code;
	made.from = line->from;
	made.until = line->until;
	made.quantity = line->quantity;
	made.price = line->price->id;
	made.divisor = line->divisor;
	made.rated = line;
	made.item = rated->item->code;
	made.unit = rated->unit;
	made.system = rated->system;
	made.reason = line->decided ? line->decided->reason : NULL;
	return made;
}

/* what the facts give: charges of open months, and what closed ones ought to say */
static void
read_rated(GovDrafting *drafting, Sides *sides, const GovRatedResource *rated)
{
	sides->given = palloc((rated->nlines + 1) * sizeof(GovDraftLine));
	for (int i = 0; i < rated->nlines; i++)
	{
		const GovRatedLine *line = &rated->lines[i];
		const char *payer = gov_line_payer(line);
		int64		unit = gov_line_payer_unit(line, rated->unit);
		const GovHead *head;
		GovDraftLine made;

		if (line->parked != NULL)
			continue;
		made = drafted_line(rated, line);
		head = gov_settled_head(drafting, payer, unit, line->month->first);
		if (head != NULL && head->closed)
		{
			made.head = head;
			sides->given[sides->ngiven++] = made;
		}
		else
		{
			made.head = gov_open_head(drafting, payer, unit, line->month->first);
			made.kind = GOV_KIND_CHARGE;
			sides->wanted[sides->nwanted++] = made;
		}
	}
}

/* finds what closed months say and the facts give alike */
static void
pair_booked(Sides *sides)
{
	for (int i = 0; i < sides->ngiven; i++)
	{
		GovDraftLine *given = &sides->given[i];
		GovDraftLine **found = bsearch(&given, sides->booked, sides->nbooked, sizeof(GovDraftLine *), booked_order);

		if (found != NULL)
			given->paired = (*found)->paired = true;
	}
}

/* do two lines say something different of some days of one component? */
static bool
disagree(const GovDraftLine *a, const GovDraftLine *b)
{
	return !b->paired && a->from < b->until && b->from < a->until && strcmp(a->component, b->component) == 0;
}

/* an amount of a component for people */
static char *
quantity_text(int64 quantity)
{
	return DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(gov_decimal(quantity, GOV_MONEY_SCALE))));
}

/* another payer than a booked line's? */
static bool
other_payer(const GovDraftLine *given, const GovDraftLine *booked)
{
	return strcmp(given->head->payer, booked->head->payer) != 0 || given->head->unit != booked->head->unit;
}

/* is one line a better answer to what came instead of a booked one: another quantity, else another payer? */
static bool
better(const GovDraftLine *line, const GovDraftLine *found, const GovDraftLine *booked)
{
	if (found == NULL)
		return true;
	if (found->quantity != booked->quantity)
		return false;
	return line->quantity != booked->quantity || (other_payer(line, booked) && !other_payer(found, booked));
}

/* what the facts give instead of a booked line, in a settled month or (another payer's) in an open one; NULL: nothing */
static const GovDraftLine *
given_instead(const Sides *sides, int ncharges, const GovDraftLine *booked)
{
	const GovDraftLine *found = NULL;

	for (int i = 0; i < sides->ngiven + ncharges; i++)
	{
		const GovDraftLine *line = i < sides->ngiven ? &sides->given[i] : &sides->wanted[i - sides->ngiven];

		if (disagree(booked, line) && better(line, found, booked))
			found = line;
	}
	return found;
}

/* why a booked line is taken back */
static const char *
reversal_reason(const GovDraftLine *booked, const GovDraftLine *instead)
{
	if (instead == NULL)
		return "these days are no longer billed";
	if (instead->quantity != booked->quantity)
		return psprintf("quantity was %s, is %s", quantity_text(booked->quantity), quantity_text(instead->quantity));
	if (other_payer(instead, booked))
		return psprintf("payer was %s, is %s%s%s", booked->head->payer, instead->head->payer,
						instead->reason ? ": " : "", instead->reason ? instead->reason : "");
	return "the days are cut or priced differently";
}

/* the booked line that said otherwise of days the facts give; NULL: none */
static const GovDraftLine *
booked_before(const Sides *sides, const GovDraftLine *given)
{
	for (int i = 0; i < sides->nbooked; i++)
		if (disagree(given, sides->booked[i]))
			return sides->booked[i];
	return NULL;
}

/* takes back what closed months say and the facts no longer give */
static void
want_reversals(GovDrafting *drafting, Sides *sides)
{
	int			ncharges = sides->nwanted;

	for (int i = 0; i < sides->nbooked; i++)
	{
		GovDraftLine made = *sides->booked[i];
		const GovDraftLine *instead;

		if (made.paired)
			continue;
		instead = given_instead(sides, ncharges, &made);
		made.corrects = made.id;
		made.id = 0;
		made.kind = GOV_KIND_REVERSAL;
		made.head = gov_open_head(drafting, made.head->payer, made.head->unit, gov_month_first(made.from));
		made.reason = reversal_reason(sides->booked[i], instead);
		if (made.head != NULL)
			sides->wanted[sides->nwanted++] = made;
	}
}

/* brings what the facts give and closed months do not say */
static void
want_lates(GovDrafting *drafting, Sides *sides)
{
	for (int i = 0; i < sides->ngiven; i++)
	{
		GovDraftLine made = sides->given[i];
		const GovDraftLine *before;

		if (made.paired)
			continue;
		before = booked_before(sides, &made);
		made.corrects = before ? before->id : 0;
		made.kind = GOV_KIND_LATE;
		made.head = gov_open_head(drafting, made.head->payer, made.head->unit, gov_month_first(made.from));
		made.reason = psprintf("%s%s%s", before ? psprintf("in place of line " INT64_FORMAT, before->id) :
							   "these days became known after their month was closed",
							   made.reason ? ": " : "", made.reason ? made.reason : "");
		if (made.head != NULL)
			sides->wanted[sides->nwanted++] = made;
	}
}

/* a copy that lives as long as the list */
static GovDraftLine *
copy_of(const GovDraftLine *line)
{
	GovDraftLine *copy = palloc(sizeof(GovDraftLine));

	*copy = *line;
	return copy;
}

/* see draft.h; allocates in the context current at the call */
void
gov_diff_resource(GovDrafting *drafting, const GovRatedResource *rated,
				  GovDraftLine *stored, int nstored, List **gone, List **come)
{
	Sides		sides = {0};

	read_stored(&sides, stored, nstored);
	sides.wanted = palloc(((rated ? 2 * rated->nlines : 0) + nstored + 1) * sizeof(GovDraftLine));
	if (rated != NULL)
		read_rated(drafting, &sides, rated);
	pair_booked(&sides);
	want_reversals(drafting, &sides);
	want_lates(drafting, &sides);
	for (int i = 0; i < sides.nwanted; i++)
	{
		GovDraftLine *wanted = &sides.wanted[i];
		GovDraftLine **found = bsearch(&wanted, sides.drafted, sides.ndrafted, sizeof(GovDraftLine *), drafted_order);

		if (found != NULL)
			(*found)->paired = true;
		else
			*come = lappend(*come, copy_of(wanted));
	}
	for (int i = 0; i < sides.ndrafted; i++)
		if (!sides.drafted[i]->paired)
			*gone = lappend(*gone, sides.drafted[i]);
}
