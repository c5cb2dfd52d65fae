/** Where a token may go: guards, lists, audience and boundary. Looks no name up. */
package io.tokenrelay.agent.relay.destination;
