import { cards } from './cards';
import { others } from './others';
import { posts } from './posts';
import type { Sample } from './Sample';
import { texts } from './texts';

/** What people and apps write, in the shapes in which Feishu hands it out. */
export const corpus: Sample[] = [...texts, ...posts, ...others, ...cards];
