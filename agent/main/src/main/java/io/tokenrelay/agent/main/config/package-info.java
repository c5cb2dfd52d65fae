/**
 * What the operator has set: the tables of all domains, the issuers and rules that they list, and
 * whether anything is to be enforced. Reads in premain, so: no lambdas or NIO, and regular
 * expressions only for what nobody understands.
 */
package io.tokenrelay.agent.main.config;
