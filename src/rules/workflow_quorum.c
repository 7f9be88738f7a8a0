/*
 * workflow_quorum.c
 *		Countersigning (会签): the voices given towards a transition that takes more
 *		than one, since its state was entered or since it was last complete.
 */
#include "rules/engine.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* what the voice of a role weighs; publication saw to it that each role has a weight */
int64
gov_role_weight(const GovTransition *transition, const char *role)
{
	return gov_parameter_int(transition->weights, role, 0);
}

/* adds a voice that was given */
static void
add_voice(GovVoices *voices, const GovTransition *transition, char *role, int64 person, int64 principal)
{
	voices->spoken[voices->nspoken] = role;
	voices->principals[voices->nspoken] = principal;
	voices->persons[voices->nspoken++] = person;
	if (transition->quorum == GOV_WEIGHTED)
		voices->weight += gov_role_weight(transition, role);
}

/* see engine.h; SPI is connected */
void
gov_voices(const GovMatter *matter, const GovTransition *transition, GovVoices *voices)
{
	static GovQuery query = {
		"SELECT role, COALESCE(person, 0), COALESCE(principal, 0) FROM gov_cloud.matter_event e WHERE matter OPERATOR(pg_catalog.=) $1"
		" AND transition OPERATOR(pg_catalog.=) $2 AND seq OPERATOR(pg_catalog.>) $3 AND NOT completes"
		" AND NOT EXISTS (SELECT FROM gov_cloud.matter_event c WHERE c.matter OPERATOR(pg_catalog.=) $1"
		" AND c.transition OPERATOR(pg_catalog.=) $2 AND c.completes"
		" AND c.seq OPERATOR(pg_catalog.>) e.seq) ORDER BY seq",
		3, {INT8OID, TEXTOID, INT4OID}
	};
	Datum		values[3];
	uint64		n;

	values[0] = Int64GetDatum(matter->id);
	values[1] = CStringGetTextDatum(transition->code);
	values[2] = Int32GetDatum(matter->entered_seq);
	n = gov_query(&query, values, NULL, false, 0);
	*voices = (GovVoices) {0};
	voices->spoken = palloc(Max(n, 1) * sizeof(char *));
	voices->persons = palloc(Max(n, 1) * sizeof(int64));
	voices->principals = palloc(Max(n, 1) * sizeof(int64));
	for (uint64 i = 0; i < n; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		bool		isnull;

		add_voice(voices, transition, SPI_getvalue(row, desc, 1),
				  DatumGetInt64(SPI_getbinval(row, desc, 2, &isnull)),
				  DatumGetInt64(SPI_getbinval(row, desc, 3, &isnull)));
	}
	voices->remaining = palloc(Max(transition->nactors, 1) * sizeof(char *));
	for (int i = 0; i < transition->nactors; i++)
		if (!gov_listed(voices->spoken, voices->nspoken, transition->actors[i]))
			voices->remaining[voices->nremaining++] = transition->actors[i];
}

/* is the voice of this role, added to those given, the one that completes the transition? */
bool
gov_voice_completes(const GovTransition *transition, const GovVoices *voices, const char *role)
{
	if (transition->quorum == GOV_WEIGHTED)
		return voices->weight + gov_role_weight(transition, role) >= transition->threshold;
	return voices->nremaining == 1;
}
