/** What the operator is told of tokens that are not trusted. Decides nothing. */
package io.tokenrelay.agent.verify.warning;
