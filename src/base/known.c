/*
 * known.c
 *		What this session was told of parties, until their rows change.
 *
 * Every act asks who the caller is, which role he holds and what he oversees;
 * the answers change a few times a year.  A statement trigger on the tables they
 * come from tells every session to forget, as the server itself does with
 * grants: a revocation counts from the next transaction at the latest.  Keys
 * carry the day, so that what begins or ends today is asked anew tomorrow.
 */
#include "base/base.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "commands/trigger.h"
#include "fmgr.h"
#include "utils/hsearch.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"

#define KEY_SIZE	256
#define MOST		4096		/* then all is forgotten: a server of many logins */

typedef struct Entry
{
	char		question[KEY_SIZE];
	GovKnown	answer;
} Entry;

/* the tables the answers come from */
static const char *const sources[] = {"person", "organization", "role_holding", "party_role", "delegation"};

static HTAB *known = NULL;
static Oid	watched[lengthof(sources)];
static uint32 generation = 0;	/* counts what was heard of changes */
static bool listening = false;

/* forgets everything when one of the sources changed, or may have (InvalidOid) */
static void
forget(Datum arg, Oid relid)
{
	bool		source = relid == InvalidOid;

	if (known == NULL)
		return;
	for (int i = 0; i < lengthof(sources); i++)
		source |= watched[i] == relid;
	if (!source)
		return;
	generation++;
	hash_destroy(known);
	known = NULL;
}

/* an empty memory that hears of changes from now on */
static void
begin(void)
{
	HASHCTL		control = {0};
	Oid			schema = get_namespace_oid("gov_cloud", false);

	if (!listening)
	{
		CacheRegisterRelcacheCallback(forget, (Datum) 0);
		listening = true;
	}
	for (int i = 0; i < lengthof(sources); i++)
		watched[i] = get_relname_relid(sources[i], schema);
	control.keysize = KEY_SIZE;
	control.entrysize = sizeof(Entry);
	control.hcxt = TopMemoryContext;
	known = hash_create("gov_cloud known", 64, &control, HASH_ELEM | HASH_STRINGS | HASH_CONTEXT);
}

/* see base.h */
bool
gov_recall(const char *question, GovKnown *answer)
{
	Entry	   *entry;

	if (known == NULL)
		begin();
	answer->asked_in = generation;
	entry = strlen(question) < KEY_SIZE ? hash_search(known, question, HASH_FIND, NULL) : NULL;
	if (entry == NULL)
		return false;
	*answer = entry->answer;
	return true;
}

/*
 * see base.h.  An answer is kept only if nothing was heard of between question
 * and answer: it may have been read before a change and arrive after the news.
 * Nor is one kept that was read under a snapshot of long ago.
 */
void
gov_remember(const char *question, const GovKnown *answer)
{
	Entry	   *entry;

	if (known == NULL || answer->asked_in != generation || IsolationUsesXactSnapshot() ||
		strlen(question) >= KEY_SIZE)
		return;
	if (hash_get_num_entries(known) >= MOST)
	{
		hash_destroy(known);
		begin();
	}
	entry = hash_search(known, question, HASH_ENTER, NULL);
	entry->answer = *answer;
}

PG_FUNCTION_INFO_V1(gov_party_changed);

/* trigger of the sources: tells every session, this one at its next command */
Datum
gov_party_changed(PG_FUNCTION_ARGS)
{
	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("gov_cloud.party_changed() was not called by the trigger manager")));
	CacheInvalidateRelcache(((TriggerData *) fcinfo->context)->tg_relation);
	return PointerGetDatum(NULL);
}
