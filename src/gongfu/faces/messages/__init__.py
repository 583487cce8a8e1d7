"""Messages that leave the product: by mail, and through gateways that the operator names."""
