import { cards } from './cards';
import { others } from './others';
import { posts } from './posts';
import type { Sample } from './Sample';
import { texts } from './texts';

/** Messages of people and apps, in the shapes in which Feishu returns them. */
export const corpus: Sample[] = [...texts, ...posts, ...others, ...cards];
