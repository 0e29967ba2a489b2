import { Injectable } from '@nestjs/common';
import { PaperBookRepository } from '@/modules/exchanges/adapters/paper/paper-book.repository';
import { PaperBooks } from '@/modules/exchanges/paper-books.port';

/** Names the accounts that the paper book holds. */
@Injectable()
export class PaperAccountNames extends PaperBooks {
  constructor(private readonly book: PaperBookRepository) {
    super();
  }

  override accounts(): Promise<readonly string[]> {
    return this.book.accounts();
  }
}
