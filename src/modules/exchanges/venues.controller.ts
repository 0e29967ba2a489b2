import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { instrumentText } from '@/kernel/instrument';
import { isVenueId } from '@/kernel/venue-id';
import { InstrumentListResponse } from '@/modules/exchanges/dto/instrument.response';
import { ListInstrumentsQuery } from '@/modules/exchanges/dto/list-instruments.query';
import { VenueListResponse, VenueResponse } from '@/modules/exchanges/dto/venue.response';
import { VenueNotFoundError } from '@/modules/exchanges/exchanges.errors';
import { VenueHealth } from '@/modules/exchanges/venue-health';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { Venue } from '@/modules/exchanges/venue.port';
import type { InstrumentRules } from '@/modules/exchanges/venue.types';
import { readCursor } from '@/platform/http/validation/cursor';
import { mapPage, pageOf } from '@/platform/http/validation/page';
import { limitOf } from '@/platform/http/validation/page.query';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';

/** The venues and what can be traded on them. */
@ApiTags('venues')
@Controller('venues')
export class VenuesController {
  constructor(
    private readonly venues: VenueRegistry,
    private readonly health: VenueHealth,
  ) {}

  @Get()
  @RequiresScope('read')
  @ApiOperation({ summary: 'Lists the venues, what they can do and whether they can be reached' })
  async listVenues(): Promise<VenueListResponse> {
    const items = await Promise.all(
      this.venues.all().map(async (venue) => {
        const status = await this.health.statusOf(venue);
        return VenueResponse.from(status, venue.capabilities, venue.execution !== undefined);
      }),
    );
    return VenueListResponse.of(items);
  }

  @Get(':id/instruments')
  @RequiresScope('read')
  @ApiOperation({
    summary: 'Lists the instruments of a venue with their steps and minimums, by name',
  })
  @ApiParam({ name: 'id', example: 'paper', description: 'The id of the venue.' })
  async listInstruments(
    @Param('id') id: string,
    @Query() query: ListInstrumentsQuery,
  ): Promise<InstrumentListResponse> {
    const rules = sorted(await this.venue(id).instruments.list());
    const wanted = query.text?.toUpperCase() ?? '';
    const matching = rules.filter(({ name }) => name.toUpperCase().includes(wanted));
    const after = query.cursor === undefined ? null : readCursor(query.cursor, placeOf);
    const rest = after === null ? matching : matching.filter(({ name }) => name > after);
    const page = pageOf(
      rest.slice(0, limitOf(query) + 1),
      limitOf(query),
      matching.length,
      ({ name }) => ({ name }),
    );
    return InstrumentListResponse.from(mapPage(page, (item) => item.rules));
  }

  private venue(id: string): Venue {
    const venue = isVenueId(id) ? this.venues.find(id) : null;
    if (venue === null) throw new VenueNotFoundError(id);
    return venue;
  }
}

interface Named {
  readonly name: string;
  readonly rules: InstrumentRules;
}

const sorted = (rules: readonly InstrumentRules[]): readonly Named[] =>
  rules
    .map((one) => ({ name: instrumentText(one.instrument), rules: one }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

const placeOf = (place: Readonly<Record<string, unknown>>): string | null =>
  typeof place.name === 'string' ? place.name : null;
