/** One worker of one instance and when it last said that it is alive. */
export interface WorkerBeat {
  readonly name: string;
  readonly instance: string;
  readonly beatAt: Date;
  /** Figures that the worker chose to show. */
  readonly detail: Readonly<Record<string, unknown>> | null;
}
