/*
 * rating.c
 *		Days times quantity times price.
 *
 * Knows no table and no server: the same days, quantities and prices give the
 * same lines, however the facts were cut into rows.  Quantities that do not
 * change are joined before they are priced, because an amount is rounded once
 * a line and a cut in between would round twice.
 */
#include "billing/billing.h"

#define FEN_LIMIT INT64CONST(1000000000000000000)	/* numeric(18,2) holds less */

/*
 * price/10000 yuan x quantity/10000 x days / divisor, half up to the fen.
 * Operands are not negative; a quantity of -1 did not fit itself.  Answers -1
 * when the amount does not fit.
 */
int64
gov_charge_fen(int64 price, int64 quantity, int32 days, int32 divisor)
{
	int128		yuan_e8 = (int128) price * quantity;
	int128		fen_in = (int128) 1000000 * divisor;
	int128		fen;

	if (quantity < 0)
		return -1;
	/* the next product could leave 128 bits */
	if (yuan_e8 / fen_in > FEN_LIMIT)
		return -1;
	fen = (2 * yuan_e8 * days + fen_in) / (2 * fen_in);
	return fen < FEN_LIMIT ? (int64) fen : -1;
}

/*
 * Appends days to a list in order of time, joining them to the last stretch
 * when they follow it with the same quantity.  No days or nothing provided is
 * no stretch.  Answers the new length.
 */
int
gov_add_stretch(GovStretch *stretches, int n, DateADT from, DateADT until, int64 quantity)
{
	if (from >= until || quantity == 0)
		return n;
	if (n > 0 && stretches[n - 1].until == from && stretches[n - 1].quantity == quantity)
	{
		stretches[n - 1].until = until;
		return n;
	}
	stretches[n].from = from;
	stretches[n].until = until;
	stretches[n].quantity = quantity;
	return n + 1;
}

/* one line of known price, or a parked one */
static void
emit(const GovPrice *price, DateADT from, DateADT until, int64 quantity,
	 const GovMonth *month, GovLineSink sink, void *arg)
{
	GovLine		line;

	line.price = price;
	line.from = from;
	line.until = until;
	line.quantity = quantity;
	line.divisor = price != NULL && price->monthly ? month->divisor : 1;
	line.amount = price == NULL ? 0 :
		gov_charge_fen(price->amount, quantity, until - from, line.divisor);
	sink(arg, &line);
}

/*
 * Cuts the stretches at the ends of the month and where another price version
 * begins; days without a price come out parked.  Both lists are in order of
 * time and without overlap.
 */
void
gov_rate_month(const GovStretch *stretches, int nstretches,
			   const GovPrice *prices, int nprices,
			   const GovMonth *month, GovLineSink sink, void *arg)
{
	int			p = 0;

	for (int s = 0; s < nstretches; s++)
	{
		DateADT		day = Max(stretches[s].from, month->first);
		DateADT		until = Min(stretches[s].until, month->next);

		while (day < until)
		{
			const GovPrice *price = NULL;
			DateADT		end = until;

			while (p < nprices && prices[p].until <= day)
				p++;
			if (p < nprices && prices[p].from <= day)
			{
				price = &prices[p];
				end = Min(end, price->until);
			}
			else if (p < nprices)
				end = Min(end, prices[p].from);
			emit(price, day, end, stretches[s].quantity, month, sink, arg);
			day = end;
		}
	}
}
