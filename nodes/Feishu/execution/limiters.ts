import { systemClock } from '../client/clock';
import { RateLimiters } from '../client/limits/RateLimiters';

/** Feishu counts the requests of an app, whichever execution they come from. */
export const limiters = new RateLimiters(systemClock);
