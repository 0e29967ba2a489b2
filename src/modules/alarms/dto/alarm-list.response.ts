import { pageResponse } from '@/platform/http/validation/page-response';
import type { ListedAlarm } from '../alarm';
import { AlarmResponse } from './alarm.response';

/** A page of alarms, newest first. */
export class AlarmListResponse extends pageResponse(AlarmResponse, 'alarms', (alarm: ListedAlarm) =>
  AlarmResponse.from(alarm),
) {}
