/**
 * Every odd spelling of a path that we could think of, sent over plain sockets to every server that
 * we support with every framework behind it, the agent in mode {@code enforce}. The results are a
 * page of the documentation.
 */
package io.tokenrelay.smoke.spellings;
