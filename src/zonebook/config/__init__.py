"""How do the parts run together as one server: settings, addresses, the process entry points?"""
