/** Where a token may go: guards, lists, audience and boundary. Looks up no names. */
package io.tokenrelay.agent.relay.destination;
