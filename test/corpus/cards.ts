import type { Sample } from './Sample';

export const cards: Sample[] = [];
