/*
 * workflow_request.c
 *		A request that is sent twice is answered once.
 *
 * The row is inserted before the work, so that a second sender of the same id
 * waits on the unique index until the first has committed, then finds the
 * answer; if the first failed, its row is gone and the second does the work.
 */
#include "rules/engine.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* claims the id; false: it was used before (and that is committed) */
static bool
claim(const GovRequest *request, bytea *content)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.request (organization, request_id, content, recorded_at)"
		" VALUES ($1, $2, $3, $4) ON CONFLICT (organization, request_id) DO NOTHING",
		4, {INT8OID, TEXTOID, BYTEAOID, TIMESTAMPTZOID}
	};
	Datum		values[4];

	values[0] = Int64GetDatum(request->organization);
	values[1] = CStringGetTextDatum(request->id);
	values[2] = PointerGetDatum(content);
	values[3] = TimestampTzGetDatum(gov_real_now());
	return gov_query(&query, values, NULL, false, 0) == 1;
}

/* the answer given before; refuses when the content was another */
static Jsonb *
earlier_answer(const GovRequest *request, bytea *content)
{
	static GovQuery query = {
		"SELECT answer FROM gov_cloud.request WHERE organization OPERATOR(pg_catalog.=) $1"
		" AND request_id OPERATOR(pg_catalog.=) $2 AND content OPERATOR(pg_catalog.=) $3",
		3, {INT8OID, TEXTOID, BYTEAOID}
	};
	Datum		values[3],
				answer;
	bool		isnull;

	values[0] = Int64GetDatum(request->organization);
	values[1] = CStringGetTextDatum(request->id);
	values[2] = PointerGetDatum(content);
	if (!gov_query_datum(&query, values, NULL, &answer, &isnull))
		gov_refuse(GOV_ERR_REQUEST, "request_reused", NULL,
				   "A new request needs an id of its own.",
				   "request \"%s\" was made before with other content", request->id);
	return DatumGetJsonbP(answer);
}

/*
 * Begins a request: answer is set when it was answered before.  content is
 * everything that was asked, in one text.
 */
void
gov_request_begin(GovRequest *request, char *id, const char *content)
{
	bytea	   *digest;

	request->id = id;
	request->answer = NULL;
	if (id == NULL)
		return;
	request->organization = gov_caller()->organization;
	digest = gov_sm3(content, strlen(content));
	if (!claim(request, digest))
		request->answer = earlier_answer(request, digest);
}

/* keeps the answer, a JSON object in text, for ever */
void
gov_request_end(const GovRequest *request, const char *answer)
{
	static GovQuery query = {
		"UPDATE gov_cloud.request SET answer = $3::jsonb WHERE organization OPERATOR(pg_catalog.=) $1"
		" AND request_id OPERATOR(pg_catalog.=) $2",
		3, {INT8OID, TEXTOID, TEXTOID}
	};
	Datum		values[3];

	if (request->id == NULL)
		return;
	values[0] = Int64GetDatum(request->organization);
	values[1] = CStringGetTextDatum(request->id);
	values[2] = CStringGetTextDatum(answer);
	gov_query(&query, values, NULL, false, 0);
}
