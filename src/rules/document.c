/*
 * document.c
 *		Evidence: plans, letters, reports, certificates.  A document is bound by
 *		two digests, SM3 for the country's auditors and SHA-256 for everyone
 *		else's tools, whether its bytes are here or only their place.
 */
#include "rules/engine.h"
#include "rules/wording.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/date.h"

PG_FUNCTION_INFO_V1(gov_attach_document);

/* arguments of attach_document() */
enum
{
	ARG_MATTER, ARG_KIND, ARG_TITLE, ARG_NUMBER, ARG_ISSUER, ARG_CONTENT, ARG_LOCATOR,
	ARG_SM3, ARG_SHA256, ARG_SIZE, ARG_ATTRIBUTES, ARG_DATED, ARG_SYSTEM, ARG_ABOUT_KIND, ARG_ABOUT_ID, ARG_REQUEST
};

/* What a document is filed with. */
typedef struct Place
{
	int64		matter;			/* 0: none */
	int64		system;			/* 0: none */
	int64		unit;
	int64		provider;		/* 0: none */
	char	   *jurisdiction;
	char	   *about_kind;		/* NULL: none */
	int64		about_id;
} Place;

/* One complaint for arguments that do not make a document. */
static void pg_attribute_noreturn()
refuse_argument(const char *message, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s", message),
			 hint ? errhint("%s", hint) : 0));
}

/* what else it is about: a duty, an agreement, a party ... of a kind that a room registered */
static Place
find_about(char *kind, int64 id)
{
	const char *table = gov_about_table(kind);
	Place		place = {.about_kind = kind,.about_id = id};

	if (table == NULL)
		refuse_argument(psprintf("documents are not about a \"%s\"", kind),
						"gov_cloud.rule_names() lists what they may be about, as kind about.");
	if (!gov_about_owner(table, id, &place.unit, &place.provider, &place.jurisdiction) ||
		!gov_row_visible(place.unit, place.provider, place.jurisdiction))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "about_not_visible", NULL, NULL,
				   "there is no %s " INT64_FORMAT " that is yours to see", kind, id);
	return place;
}

/*
 * The matter, the system or what else it is filed with.  Everybody to whom the
 * matter is visible may file evidence: unit, provider, those who oversee the
 * jurisdiction.
 */
static Place
find_place(FunctionCallInfo fcinfo)
{
	Place		place = {0};

	if (!PG_ARGISNULL(ARG_ABOUT_KIND))
	{
		if (!PG_ARGISNULL(ARG_MATTER) || !PG_ARGISNULL(ARG_SYSTEM))
			refuse_argument("a document is filed in one place", "Name the matter, the system, or what it is about.");
		return find_about(gov_argument_text(fcinfo, ARG_ABOUT_KIND), gov_argument_id(fcinfo, ARG_ABOUT_ID));
	}
	if (!PG_ARGISNULL(ARG_MATTER))
	{
		GovMatter  *matter = gov_matter_read(PG_GETARG_INT64(ARG_MATTER), false);

		if (!gov_row_visible(matter->unit, matter->provider, matter->jurisdiction))
			gov_refuse_unseen(matter->id);
		place = (Place)
		{
			matter->id, matter->system, matter->unit, matter->provider, matter->jurisdiction
		};
	}
	if (!PG_ARGISNULL(ARG_SYSTEM))
	{
		GovSystem  *system = gov_system_read(PG_GETARG_INT64(ARG_SYSTEM), false);

		if (!gov_row_visible(system->unit, system->provider, system->jurisdiction))
			gov_system_refuse(system->id);
		if (place.matter != 0 && place.system != system->id)
			refuse_argument("the matter is not about this system",
							"Name the matter or the system, not both.");
		if (place.matter == 0)
			place = (Place)
			{
				0, system->id, system->unit, system->provider, system->jurisdiction
			};
	}
	if (place.unit == 0)
		refuse_argument("a document is filed with a matter, a system, or what else it is about", NULL);
	return place;
}

/* A digest given in hex; NULL when it was not given. */
static bytea *
given_digest(FunctionCallInfo fcinfo, int argument, const char *name)
{
	char	   *hex = gov_argument_text(fcinfo, argument);
	bytea	   *digest;

	if (hex == NULL)
		return NULL;
	if (strlen(hex) != 64 || strspn(hex, "0123456789abcdefABCDEF") != 64)
		refuse_argument(psprintf("\"%s\" is no %s digest", hex, name),
						"A digest is 64 hexadecimal digits.");
	digest = DatumGetByteaP(DirectFunctionCall1(byteain, CStringGetDatum(psprintf("\\x%s", hex))));
	return digest;
}

/* The digest of what is here, which must be what the sender says it is. */
static bytea *
settle_digest(bytea *computed, bytea *given, const char *name)
{
	if (computed == NULL && given == NULL)
		refuse_argument(psprintf("a document that is kept elsewhere needs its size, sm3 and sha256"), NULL);
	if (computed != NULL && given != NULL &&
		memcmp(VARDATA(computed), VARDATA(given), 32) != 0)
		gov_refuse(GOV_ERR_EVIDENCE, "digest_mismatch", NULL,
				   "The document was changed or cut on its way: send it again.",
				   "the %s digest of the content is not the one given", name);
	return computed ? computed : given;
}

/* Content, digests and size into the columns' values. */
static void
take_bytes(FunctionCallInfo fcinfo, Datum *content, Datum *sm3, Datum *sha256, Datum *size)
{
	char	   *encoded = gov_argument_text(fcinfo, ARG_CONTENT);
	bytea	   *bytes = NULL;

	if (encoded != NULL)
	{
		bytes = DatumGetByteaP(DirectFunctionCall2(binary_decode, CStringGetTextDatum(encoded),
												   CStringGetTextDatum("base64")));
		if (VARSIZE(bytes) == VARHDRSZ)
			refuse_argument("the document is empty", NULL);
		if (!PG_ARGISNULL(ARG_SIZE) && PG_GETARG_INT64(ARG_SIZE) != VARSIZE(bytes) - VARHDRSZ)
			refuse_argument("the content is not of the size given", NULL);
		*content = PointerGetDatum(bytes);
		*size = Int64GetDatum(VARSIZE(bytes) - VARHDRSZ);
	}
	else
	{
		if (PG_ARGISNULL(ARG_LOCATOR))
			refuse_argument("a document is its content, or a locator of where it is kept", NULL);
		if (PG_ARGISNULL(ARG_SIZE) || PG_GETARG_INT64(ARG_SIZE) < 1)
			refuse_argument("a document that is kept elsewhere needs its size, sm3 and sha256", NULL);
		*size = PG_GETARG_DATUM(ARG_SIZE);
	}
	*sm3 = PointerGetDatum(settle_digest(bytes ? gov_sm3(VARDATA(bytes), VARSIZE(bytes) - VARHDRSZ) : NULL,
										 given_digest(fcinfo, ARG_SM3, "SM3"), "SM3"));
	*sha256 = PointerGetDatum(settle_digest(bytes ? gov_sha256(VARDATA(bytes), VARSIZE(bytes) - VARHDRSZ) : NULL,
											given_digest(fcinfo, ARG_SHA256, "SHA-256"), "SHA-256"));
}

/* Attributes as jsonb: an object, empty where nothing is said. */
static Datum
take_attributes(FunctionCallInfo fcinfo)
{
	char	   *given = gov_argument_text(fcinfo, ARG_ATTRIBUTES);
	Datum		attributes = DirectFunctionCall1(jsonb_in, CStringGetDatum(given ? given : "{}"));

	if (!JB_ROOT_IS_OBJECT(DatumGetJsonbP(attributes)))
		refuse_argument("attributes of a document are a JSON object",
						"For example: {\"cnas\": true, \"covers\": [\"performance\", \"security\"]}.");
	return attributes;
}

/* The row; returns its id. */
static int64
insert_document(FunctionCallInfo fcinfo, const Place *place)
{
	const GovCaller *caller = gov_caller();
	int64		id = gov_nextval("gov_cloud", "document_id_seq");
	Datum		content = (Datum) 0,
				sm3,
				sha256,
				size;

	take_bytes(fcinfo, &content, &sm3, &sha256, &size);
	{
		GovColumn	columns[] = {
			{"id", Int64GetDatum(id), false},
			{"unit_id", Int64GetDatum(place->unit), false},
			{"jurisdiction", CStringGetTextDatum(place->jurisdiction), false},
			{"provider_id", Int64GetDatum(place->provider), place->provider == 0},
			{"matter", Int64GetDatum(place->matter), place->matter == 0},
			{"system_id", Int64GetDatum(place->system), place->system == 0},
			{"about_kind", place->about_kind ? CStringGetTextDatum(place->about_kind) : (Datum) 0, place->about_kind == NULL},
			{"about_id", Int64GetDatum(place->about_id), place->about_kind == NULL},
			{"kind", PG_GETARG_DATUM(ARG_KIND), false},
			{"title", PG_GETARG_DATUM(ARG_TITLE), false},
			{"number", PG_GETARG_DATUM(ARG_NUMBER), PG_ARGISNULL(ARG_NUMBER)},
			{"issuer", PG_GETARG_DATUM(ARG_ISSUER), PG_ARGISNULL(ARG_ISSUER)},
			{"attributes", take_attributes(fcinfo), false},
			{"sm3", sm3, false},
			{"sha256", sha256, false},
			{"size", size, false},
			{"content", content, content == (Datum) 0},
			{"locator", PG_GETARG_DATUM(ARG_LOCATOR), PG_ARGISNULL(ARG_LOCATOR)},
			{"dated", PG_GETARG_DATUM(ARG_DATED), PG_ARGISNULL(ARG_DATED)},
			{"submitted_by", Int64GetDatum(caller->person), caller->person == 0},
			{"organization", Int64GetDatum(caller->organization), caller->organization == 0},
			{"submitted_at", TimestampTzGetDatum(gov_now()), false},
		};

		gov_insert("gov_cloud", "document", columns, lengthof(columns));
	}
	gov_audit(&(GovAudit)
			  {
				  .event = "attach_document", .object_kind = "document",
				  .object_id = psprintf(INT64_FORMAT, id), .unit = place->unit,
				  .jurisdiction = place->jurisdiction,
				  .after = gov_arguments_text(fcinfo, ARG_REQUEST)
			  });
	return id;
}

/*
 * attach_document(matter, kind, title, number, issuer, content, locator, sm3,
 * sha256, size, attributes, dated, system, about_kind, about_id, request_id):
 * returns its id.
 */
Datum
gov_attach_document(PG_FUNCTION_ARGS)
{
	GovRequest	request;
	Place		place;
	char	   *kind = gov_argument_text(fcinfo, ARG_KIND);
	int64		id;

	gov_require_storage();
	if (kind == NULL || PG_ARGISNULL(ARG_TITLE) || *gov_plain_text(gov_argument_text(fcinfo, ARG_TITLE)) == '\0')
		refuse_argument("a document has a kind and a title", NULL);
	gov_check_words(gov_argument_text(fcinfo, ARG_TITLE), "title", GOV_MOST_TITLE, false);
	if (*kind == '_' || strspn(kind, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(kind) ||
		strchr("0123456789", *kind) != NULL)
		refuse_argument(psprintf("\"%s\" is no kind of document", kind),
						"A kind is a lower-case code, for example technical_plan; the policy names those it asks for.");
	if (!PG_ARGISNULL(ARG_DATED) && DATE_NOT_FINITE(PG_GETARG_DATEADT(ARG_DATED)))
		refuse_argument("infinity is no day of a document", "Leave dated out where the document bears no date.");
	SPI_connect();
	place = find_place(fcinfo);
	gov_request_begin(&request, gov_argument_text(fcinfo, ARG_REQUEST), gov_arguments_text(fcinfo, ARG_REQUEST));
	if (request.answer != NULL)
		id = gov_parameter_int(request.answer, "document", 0);
	else
	{
		id = insert_document(fcinfo, &place);
		gov_request_end(&request, psprintf("{\"document\": " INT64_FORMAT "}", id));
	}
	SPI_finish();
	PG_RETURN_INT64(id);
}
