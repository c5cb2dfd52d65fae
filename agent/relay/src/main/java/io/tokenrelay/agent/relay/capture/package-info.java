/** Where a request may present a token, and what it presents. */
package io.tokenrelay.agent.relay.capture;
