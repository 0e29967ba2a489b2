import { InvalidCursorError } from '@/platform/http/http.errors';
import { cursorText, idOfCursor, numberOfCursor, timeOfCursor } from './cursor';
import { pageById } from './page';
import { listResponse, pageResponse } from './page-response';

const ID = '01K9Z3V5E8Y7Q2M4N6P8R0S2T4';

class RowResponse {
  readonly text!: string;

  static from({ id }: { readonly id: string }): RowResponse {
    return { text: `row ${id}` };
  }
}

describe('response classes of lists', () => {
  class RowPageResponse extends pageResponse(RowResponse, 'rows', (row: { readonly id: string }) =>
    RowResponse.from(row),
  ) {}
  class RowListResponse extends listResponse(RowResponse, 'The rows.') {}

  it('make a page of responses, of the class that was asked', () => {
    const page = RowPageResponse.from(pageById([{ id: ID }, { id: 'next' }], 1, 7));
    expect(page).toBeInstanceOf(RowPageResponse);
    expect(page).toEqual({
      items: [{ text: `row ${ID}` }],
      total: 7,
      nextCursor: cursorText({ id: ID }),
    });
    expect(idOfCursor(page.nextCursor ?? '')).toBe(ID);
  });

  it('count what is answered whole', () => {
    const list = RowListResponse.of([{ text: 'a' }, { text: 'b' }]);
    expect(list).toBeInstanceOf(RowListResponse);
    expect(list).toEqual({ items: [{ text: 'a' }, { text: 'b' }], total: 2, nextCursor: null });
  });
});

describe('the places of cursors', () => {
  it('are absent on the first page', () => {
    expect(idOfCursor(undefined)).toBeNull();
    expect(timeOfCursor(undefined)).toBeNull();
    expect(numberOfCursor(undefined, 'position')).toBeNull();
  });

  it('come back as they were written', () => {
    const at = new Date('2026-01-15T12:00:00.480Z');
    expect(timeOfCursor(cursorText({ at: at.getTime(), id: ID }))).toEqual({ at, id: ID });
    expect(numberOfCursor(cursorText({ position: '4711' }), 'position')).toBe('4711');
  });

  it.each([{ id: 'x' }, { id: 5 }, { id: `${ID}é` }])('refuse the id of %j', (place) => {
    expect(() => idOfCursor(cursorText(place))).toThrow(InvalidCursorError);
  });

  it.each([{ id: ID }, { id: ID, at: 'now' }, { id: ID, at: 9e15 }, { id: 'x', at: 1 }])(
    'refuse the time of %j',
    (place) => {
      expect(() => timeOfCursor(cursorText(place))).toThrow(InvalidCursorError);
    },
  );

  it.each([{ position: '-1' }, { position: 5 }, { other: '5' }])(
    'refuse the number of %j',
    (place) => {
      expect(() => numberOfCursor(cursorText(place), 'position')).toThrow(InvalidCursorError);
    },
  );
});
