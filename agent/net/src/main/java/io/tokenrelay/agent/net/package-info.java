/**
 * Network basics: addresses, address blocks and host names, with every way in which their text can
 * be read; and single flight.
 */
package io.tokenrelay.agent.net;
