/*
 * obligation_rule.c
 *		Duties as rows of a policy: what is wrong with them is said when the
 *		policy is published.
 */
#include "duty/obligation.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

/* what the checks below read of a rule */
typedef struct Rule
{
	char	   *code;
	char	   *object;			/* 'obligation SC-O5', for the faults */
	char	   *kind;
	char	   *obligor;
	char	   *article;
	char	   *cadence;		/* NULL: the text gives none */
	char	   *parameter;		/* NULL: none */
	char	   *per;
	char	   *fulfilled_by;	/* NULL: by delivery alone */
	Datum		recipients;		/* text[] */
	Datum		documents;
	Datum		needs;
} Rule;

/* the items of a text[] */
static char **
texts(Datum array, int *count)
{
	Datum	   *items;
	char	  **list;

	deconstruct_array(DatumGetArrayTypeP(array), TEXTOID, -1, false, TYPALIGN_INT, &items, NULL, count);
	list = palloc(Max(*count, 1) * sizeof(char *));
	for (int i = 0; i < *count; i++)
		list[i] = TextDatumGetCString(items[i]);
	return list;
}

/* the rules of a policy by code; SPI is connected */
static Rule *
read_rules(const char *policy, int *count)
{
	static GovQuery query = {
		"SELECT code, kind, obligor, article, cadence, parameter, per, fulfilled_by, recipients, documents, needs"
		" FROM gov_cloud.obligation_rule WHERE policy OPERATOR(pg_catalog.=) $1 ORDER BY code",
		1, {TEXTOID}
	};
	Datum		values[1] = {CStringGetTextDatum(policy)};
	uint64		n = gov_query(&query, values, NULL, false, 0);
	SPITupleTable *rows = SPI_tuptable;
	Rule	   *rules = palloc(Max(n, 1) * sizeof(Rule));

	for (uint64 i = 0; i < n; i++)
	{
		HeapTuple	row = rows->vals[i];
		bool		isnull;

		rules[i] = (Rule)
		{
			.code = SPI_getvalue(row, rows->tupdesc, 1),
			.object = psprintf("obligation %s", SPI_getvalue(row, rows->tupdesc, 1)),
			.kind = SPI_getvalue(row, rows->tupdesc, 2),
			.obligor = SPI_getvalue(row, rows->tupdesc, 3),
			.article = SPI_getvalue(row, rows->tupdesc, 4),
			.cadence = SPI_getvalue(row, rows->tupdesc, 5),
			.parameter = SPI_getvalue(row, rows->tupdesc, 6),
			.per = SPI_getvalue(row, rows->tupdesc, 7),
			.fulfilled_by = SPI_getvalue(row, rows->tupdesc, 8),
			.recipients = SPI_getbinval(row, rows->tupdesc, 9, &isnull),
			.documents = SPI_getbinval(row, rows->tupdesc, 10, &isnull),
			.needs = SPI_getbinval(row, rows->tupdesc, 11, &isnull)
		};
	}
	*count = (int) n;
	return rules;
}

/* a local choice must be able to say how often, and nothing else */
static void
check_parameter(const char *policy, GovPolicyFaults *faults, const Rule *rule)
{
	static GovQuery query = {
		"SELECT choices IS NOT NULL AND choices OPERATOR(pg_catalog.<@) ARRAY['day', 'month', 'quarter', 'half_year', 'year']"
		" FROM gov_cloud.policy_parameter WHERE policy OPERATOR(pg_catalog.=) $1 AND name OPERATOR(pg_catalog.=) $2",
		2, {TEXTOID, TEXTOID}
	};
	Datum		values[2] = {CStringGetTextDatum(policy), CStringGetTextDatum(rule->parameter)};
	char	   *cadences = gov_query_text(&query, values, NULL);

	if (cadences == NULL)
		gov_complain(faults, rule->object, "names parameter \"%s\", which the policy does not have", rule->parameter);
	else if (strcmp(cadences, "t") != 0)
		gov_complain(faults, rule->object,
					 "parameter \"%s\" must have choices among day, month, quarter, half_year, year", rule->parameter);
}

/* how often: said by the text, or left to a local rule, or never asked */
static void
check_cadence(const char *policy, GovPolicyFaults *faults, const Rule *rule)
{
	int			needs;

	(void) texts(rule->needs, &needs);
	if (strcmp(rule->kind, "standing") == 0)
	{
		if (rule->cadence || rule->parameter || needs > 0 || rule->fulfilled_by)
			gov_complain(faults, rule->object, "stands: it has no cadence, parameter, needs or fulfilled_by");
		return;
	}
	if (rule->cadence == NULL && rule->parameter == NULL)
		gov_complain(faults, rule->object, "has no cadence, and no parameter by which one could be set");
	if (rule->cadence != NULL && rule->parameter != NULL)
		gov_complain(faults, rule->object, "has a cadence and a parameter: what the text says is no local choice");
	if (rule->parameter != NULL)
		check_parameter(policy, faults, rule);
}

/* may this duty wait for that one?  Only within the same periods, and not for itself. */
static bool
same_periods(const Rule *a, const Rule *b)
{
	if (a->cadence != NULL || b->cadence != NULL)
		return a->cadence != NULL && b->cadence != NULL && strcmp(a->cadence, b->cadence) == 0;
	return a->parameter != NULL && b->parameter != NULL && strcmp(a->parameter, b->parameter) == 0;
}

/* does this duty wait, directly or through others, for the one at "target"? */
static bool
waits_for(const Rule *rules, int count, int from, int target, int depth)
{
	int			n;
	char	  **needs = texts(rules[from].needs, &n);

	for (int i = 0; i < n; i++)
		for (int r = 0; r < count; r++)
			if (strcmp(rules[r].code, needs[i]) == 0 &&
				(r == target || (depth < count && waits_for(rules, count, r, target, depth + 1))))
				return true;
	return false;
}

/* duties it waits for: there, of the same periods, and never in a circle */
static void
check_needs(GovPolicyFaults *faults, const Rule *rules, int count, int which)
{
	const Rule *rule = &rules[which];
	int			n;
	char	  **needs = texts(rule->needs, &n);

	for (int i = 0; i < n; i++)
	{
		const Rule *needed = NULL;

		for (int r = 0; r < count; r++)
			if (strcmp(rules[r].code, needs[i]) == 0)
				needed = &rules[r];
		if (needed == NULL)
			gov_complain(faults, rule->object, "needs \"%s\", which is no obligation of the policy", needs[i]);
		else if (!same_periods(rule, needed))
			gov_complain(faults, rule->object, "needs \"%s\", which is not owed for the same periods", needs[i]);
	}
	if (waits_for(rules, count, which, which, 0))
		gov_complain(faults, rule->object, "waits for itself");
}

/* what it names beside its dates: roles, an article, kinds of documents, records */
static void
check_names(GovPolicyFaults *faults, const Rule *rule)
{
	int			n;
	char	  **list;

	gov_policy_require_role(faults, rule->object, rule->obligor);
	list = texts(rule->recipients, &n);
	for (int i = 0; i < n; i++)
		gov_policy_require_role(faults, rule->object, list[i]);
	gov_policy_require_article(faults, rule->object, rule->article);
	list = texts(rule->documents, &n);
	for (int i = 0; i < n; i++)
		if (list[i][0] == '\0' || strspn(list[i], "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(list[i]))
			gov_complain(faults, rule->object, "\"%s\" is no kind of document", list[i]);
	if (rule->fulfilled_by != NULL && strcmp(rule->fulfilled_by, "backup_incremental") != 0 &&
		strcmp(rule->fulfilled_by, "backup_full") != 0)
		gov_complain(faults, rule->object, "fulfilled_by \"%s\" is no record that delivers", rule->fulfilled_by);
	if (rule->fulfilled_by != NULL && (n > 0 || strcmp(rule->per, "system") != 0))
		gov_complain(faults, rule->object, "a backup delivers what is owed for each system, without documents");
}

/* see rules.h: the policy's duties, and the roles its notices go to */
void
gov_obligation_check_policy(const char *policy, GovPolicyFaults *faults)
{
	int			count;
	Rule	   *rules = read_rules(policy, &count);

	for (int i = 0; i < count; i++)
	{
		check_names(faults, &rules[i]);
		check_cadence(policy, faults, &rules[i]);
		check_needs(faults, rules, count, i);
	}
	gov_notice_check_policy(policy, faults);
}
