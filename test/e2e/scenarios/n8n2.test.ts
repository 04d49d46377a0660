import { scenarios } from './scenarios';

scenarios('2.41.1');
