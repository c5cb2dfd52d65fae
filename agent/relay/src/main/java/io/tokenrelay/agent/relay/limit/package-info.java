/** How many bad tokens an address may have checked. */
package io.tokenrelay.agent.relay.limit;
