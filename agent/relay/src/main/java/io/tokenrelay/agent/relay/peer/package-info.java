/** Who is at the other end of an inbound connection, and whether the operator has listed it. */
package io.tokenrelay.agent.relay.peer;
