/** Limits how many bad tokens are checked per address. */
package io.tokenrelay.agent.relay.limit;
