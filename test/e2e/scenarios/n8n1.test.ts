import { scenarios } from './scenarios';

scenarios('1.123.81');
