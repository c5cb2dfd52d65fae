/**
 * Hostile and odd tokens, made by generators, and what must be said of each. The page {@code
 * docs/token-corpus.md} is the same as a table.
 */
package io.tokenrelay.agent.verify.corpus;
