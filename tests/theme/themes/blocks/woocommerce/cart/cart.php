<?php
defined( 'ABSPATH' ) || exit;
?>
<form class="woocommerce-cart-form" action="/cart/" method="post">
  <table class="shop_table cart">
    <tr class="cart_item">
      <td class="product-name"><?php echo wp_kses_post( $item_name ); ?></td>
      <td class="product-quantity"><input type="number" name="qty" value="1"></td>
      <td class="product-subtotal"><?php echo WC()->cart->get_product_subtotal( $product, 1 ); ?></td>
    </tr>
  </table>
  <p class="order-total"><?php esc_html_e( 'Total', 'woocommerce' ); ?> <?php wc_cart_totals_order_total_html(); ?></p>
  <p class="cart-shipping-note"><?php esc_html_e( 'Shipping is free in the UK.', 'harbour' ); ?></p>
  <a class="checkout-button" href="/checkout/"><?php esc_html_e( 'Proceed to checkout', 'woocommerce' ); ?></a>
</form>
