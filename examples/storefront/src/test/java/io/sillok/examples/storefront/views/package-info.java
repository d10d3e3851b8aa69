@NullMarked
package io.sillok.examples.storefront.views;

import org.jspecify.annotations.NullMarked;
