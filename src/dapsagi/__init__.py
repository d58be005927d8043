"""dapsagi (답사기): a static blog generator for people who write down what they learn."""

__version__ = "0.1.0"
